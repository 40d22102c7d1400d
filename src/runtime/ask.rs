//! One look at the API within the budget that every kaytop of this machine shares (N27).

use super::launch::ports::Budget;
use crate::api::client::Answer;
use crate::domain::budget::RateLimit;
use crate::domain::failure::Failure;
use crate::domain::ledger::Purpose;

/// Asks if the budget has room for a look. Where the server does not count, the machine's own count is what is left.
pub async fn within<T>(budget: &dyn Budget, question: impl AsyncFnOnce() -> Answer<T>) -> Answer<T> {
    let counted = match budget.take(Purpose::Poll).await {
        Ok(counted) => counted,
        Err(wait) => return Answer::none(Failure::Spent { wait }),
    };
    let mut answer = question().await;
    budget.heard(answer.limits).await;
    if answer.limits.remaining.is_none() {
        answer.limits =
            RateLimit { limit: answer.limits.limit.or(counted.limit), remaining: counted.remaining, ..answer.limits };
    }
    answer
}
