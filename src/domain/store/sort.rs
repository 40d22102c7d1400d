//! The order of all rows by some keys. Rows are never compared: their values become bits that sort as numbers.

use super::snapshot::Snapshot;
use crate::domain::order::Order;

/// All rows in the order of these keys, the weightiest first; rows that tie stay in the default order.
pub(super) fn sorted(data: &Snapshot, orders: &[Order]) -> Vec<u32> {
    let by_default = (0..).take(data.rows.len()).collect();
    orders.iter().rev().fold(by_default, |rows, order| sorted_by(data, *order, rows))
}

/// Sorts `rows` by one more key, which outweighs the order they are in.
fn sorted_by(data: &Snapshot, order: Order, rows: Vec<u32>) -> Vec<u32> {
    if order == Order::default() && rows.is_sorted() {
        return rows;
    }
    let keys = data.sort_keys(order.column);
    let packed =
        (0..).zip(&rows).filter_map(|(place, &row)| Some(pack(*keys.get(row as usize)?, order.descending, place)));
    let mut packed: Vec<u128> = packed.collect();
    packed.sort_unstable();
    packed.iter().filter_map(|&packed| rows.get(packed as u32 as usize).copied()).collect()
}

/// From the weightiest bits down: unknown last, then the value, then the place so far.
fn pack(key: Option<u64>, descending: bool, place: u32) -> u128 {
    let value = match key {
        None => u128::from(u64::MAX) + 1,
        Some(key) if descending => u128::from(!key),
        Some(key) => u128::from(key),
    };
    value << 32 | u128::from(place)
}
