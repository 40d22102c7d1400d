//! The case lists, asked of the sandbox and of recorded replies: page by page, searched, refused, spoiled.

use kaytop::domain::case_list::{CaseList, CaseLists, MOST_PAGES, Page};
use kaytop::domain::failure::Failure;
use kaytop::domain::shown::Shown;

use super::recorded::Recorded;
use super::{KEY, client_of, sandbox};

/// The list of the vendor's sample, as the sandbox fills it.
fn sample() -> CaseList {
    CaseList { id: 123, name: Some(Shown::new("Outreach list")), cases: Some(480) }
}

#[tokio::test]
async fn requests_name_the_page_its_size_and_what_is_searched_for() {
    for (search, page, line) in [
        (None, 1, "GET /v1/case_lists?page=1&page_size=100 HTTP/1.1"),
        (Some("feb & co"), 2, "GET /v1/case_lists?page=2&page_size=100&key=feb+%26+co HTTP/1.1"),
    ] {
        let server = Recorded::ok(r#"{"data": []}"#).await;
        client_of(&server.url, KEY).case_lists(search, page).await.result.unwrap();
        assert_eq!(server.request().await.lines().next(), Some(line));
    }
}

#[tokio::test]
async fn the_sandbox_lists_every_list_that_its_campaigns_call() {
    let running = sandbox(|options| options).await;
    let client = client_of(&running.url, KEY);
    let mut lists = CaseLists::default();
    assert!(!lists.take(client.case_lists(None, 1).await.result.unwrap()), "all are on one page");
    assert!(lists.lacks(i64::MAX), "it was read to its end");
    assert_eq!(lists.get(123), Some(&sample()));
    for row in client.campaigns(None).await.result.unwrap().rows {
        assert!(!lists.lacks(row.list.unwrap()), "{row:?}");
    }
    let found = client.case_lists(Some("OUTREACH"), 1).await.result;
    assert_eq!(found, Ok(Page { lists: vec![sample()], unreadable: 0, total: Some(1) }));
}

#[tokio::test]
async fn pages_are_read_one_after_the_other_up_to_the_most() {
    let mut lists = CaseLists::default();
    for page in 1..=MOST_PAGES {
        let first = 100 * page;
        let data: Vec<String> = (first..first + 100).map(|id| format!(r#"{{"id": {id}, "case_count": 5}}"#)).collect();
        let body = format!(r#"{{"data": [{}], "page": {page}, "total": 3204}}"#, data.join(","));
        let server = Recorded::ok(&body).await;
        let more = lists.take(client_of(&server.url, KEY).case_lists(None, page).await.result.unwrap());
        assert_eq!(more, page < MOST_PAGES);
    }
    assert_eq!((lists.len(), lists.part().as_deref()), (500, Some("first 500 of 3,204")));
}

#[tokio::test]
async fn a_key_that_may_not_read_them_is_told_apart_from_trouble() {
    let running = sandbox(|options| options).await;
    let client = client_of(&running.url, KEY);
    for (kind, expected) in [
        ("401", "Unauthorized { status: 401"),
        ("403", "Unauthorized { status: 403"),
        ("404", "Rejected { status: 404"),
        ("503", "Server { status: 503"),
        ("html", "NotJson"),
        ("truncate-body", "CutOff"),
    ] {
        running.set_faults(vec![format!("case_lists:{kind}").parse().unwrap()]);
        let failure = client.case_lists(None, 1).await.result.unwrap_err();
        assert!(format!("{failure:?}").starts_with(expected), "{kind}: {failure:?}");
        assert!(client.campaigns(None).await.result.is_ok(), "the other endpoints answer");
    }
    let server = Recorded::reply("405 Method Not Allowed", "", "").await;
    let failure = client_of(&server.url, KEY).case_lists(None, 1).await.result.unwrap_err();
    assert!(matches!(failure, Failure::Rejected { status: 405, .. }), "{failure:?}");
}
