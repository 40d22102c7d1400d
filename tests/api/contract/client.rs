//! The client asks as the vendor's samples ask, and reads recorded replies and the sandbox's alike.

use std::time::Duration;

use kaytop::domain::budget::RateLimit;
use kaytop::domain::failure::Failure;
use kaytop::domain::settings::{CompanyHours, Settings};

use super::recorded::Recorded;
use super::{CAMPAIGNS, KEY, SETTINGS, client_of, sample_listing, sandbox};
use crate::samples;

#[tokio::test]
async fn the_vendors_samples_are_read_as_they_are_meant() {
    let server = Recorded::ok(CAMPAIGNS).await;
    assert_eq!(client_of(&server.url, KEY).campaigns(None).await.result, Ok(sample_listing()));
    let server = Recorded::ok(SETTINGS).await;
    assert_eq!(client_of(&server.url, KEY).settings().await.result, Ok(samples::settings()));
}

#[tokio::test]
async fn the_sandbox_and_the_recorded_replies_mean_the_same() {
    let running = sandbox(|options| options).await;
    assert_eq!(client_of(&running.url, KEY).settings().await.result, Ok(samples::settings()));
    let running = sandbox(|mut options| {
        options.data = Some(CAMPAIGNS.into());
        options
    })
    .await;
    let client = client_of(&running.url, KEY);
    assert_eq!(client.campaigns(None).await.result, Ok(sample_listing()));
    assert_eq!(client.campaigns(Some("OUTREACH")).await.result, Ok(sample_listing()));
    assert_eq!(client.campaigns(Some("nobody")).await.result.map(|listing| listing.rows.len()), Ok(0));
}

#[tokio::test]
async fn requests_are_those_of_the_samples() {
    for (search, line) in [
        (None, "GET /v1/campaigns HTTP/1.1"),
        (Some("outreach"), "GET /v1/campaigns?key=outreach HTTP/1.1"),
        (Some("a&b=c d%é"), "GET /v1/campaigns?key=a%26b%3Dc+d%25%C3%A9 HTTP/1.1"),
    ] {
        let server = Recorded::ok("[]").await;
        client_of(&server.url, KEY).campaigns(search).await.result.unwrap();
        let request = server.request().await;
        assert_eq!(request.lines().next(), Some(line));
        let keys: Vec<&str> = request.lines().filter(|line| line.to_lowercase().starts_with("x-api-key:")).collect();
        assert_eq!(keys, [format!("x-api-key: {KEY}")], "{request}");
    }
    let server = Recorded::ok("{}").await;
    client_of(&server.url, KEY).settings().await.result.unwrap();
    assert!(server.request().await.starts_with("GET /v1/campaigns/settings HTTP/1.1\r\n"));
}

#[tokio::test]
async fn a_prefix_of_the_base_url_stands_before_the_path() {
    let server = Recorded::ok("[]").await;
    client_of(&format!("{}/gateway/", server.url), KEY).campaigns(None).await.result.unwrap();
    assert!(server.request().await.starts_with("GET /gateway/v1/campaigns HTTP/1.1\r\n"));
}

#[tokio::test]
async fn hours_that_are_null_are_not_configured_and_hours_that_are_absent_are_unknown() {
    for (body, hours) in [
        (r#"{"business_hours": null}"#, CompanyHours::NotConfigured),
        ("{}", CompanyHours::Unknown),
        (r#"{"business_hours": []}"#, CompanyHours::Slots { slots: vec![], unreadable: 0 }),
        (r#"{"business_hours": ["9-5"]}"#, CompanyHours::Slots { slots: vec![], unreadable: 1 }),
    ] {
        let server = Recorded::ok(body).await;
        let expected = Settings { enabled: None, concurrency: None, hours };
        assert_eq!(client_of(&server.url, KEY).settings().await.result, Ok(expected), "{body}");
    }
}

#[tokio::test]
async fn the_rate_limit_is_read_in_both_wordings() {
    let date = "Date: Wed, 04 Mar 2026 20:02:05 GMT\r\n";
    for (headers, reset) in [("X-RateLimit-Reset: 1200\r\n", 1200), ("X-RateLimit-Reset: 1772655725\r\n", 1200)] {
        let headers = format!("{date}X-RateLimit-Limit: 500\r\nX-RateLimit-Remaining: 499\r\n{headers}");
        let server = Recorded::reply("200 OK", &headers, "[]").await;
        let expected = RateLimit {
            limit: Some(500),
            remaining: Some(499),
            reset: Some(Duration::from_secs(reset)),
            retry_after: None,
        };
        assert_eq!(client_of(&server.url, KEY).campaigns(None).await.limits, expected, "{headers}");
    }
    let running = sandbox(|options| options).await;
    let said = client_of(&running.url, KEY).campaigns(None).await.limits;
    assert_eq!((said.limit, said.remaining, said.reset), (Some(500), Some(499), Some(Duration::from_secs(3600))));
}

#[tokio::test]
async fn a_refusal_means_the_same_from_either_side() {
    let running = sandbox(|options| options).await;
    let refused = client_of(&running.url, "another_key").campaigns(None).await.result.unwrap_err();
    assert!(matches!(refused, Failure::Unauthorized { status: 401, said: Some(_) }), "{refused:?}");

    let body = r#"{"error": "unauthorized", "message": "Invalid API key"}"#;
    let server = Recorded::reply("401 Unauthorized", "", body).await;
    let recorded = client_of(&server.url, KEY).campaigns(None).await.result.unwrap_err();
    let Failure::Unauthorized { status: 401, said: Some(said) } = &recorded else { unreachable!("{recorded:?}") };
    assert_eq!(said.as_str(), "Invalid API key");
    assert_eq!(refused.class(), recorded.class());

    for (status, expected) in [
        ("400 Bad Request", "Rejected"),
        ("403 Forbidden", "Unauthorized"),
        ("404 Not Found", "Rejected"),
        ("405 Method Not Allowed", "Rejected"),
        ("429 Too Many Requests", "RateLimited"),
        ("500 Internal Server Error", "Server"),
        ("503 Service Unavailable", "Server"),
    ] {
        for body in [body, "", "<html>", "{\"error\""] {
            let server = Recorded::reply(status, "", body).await;
            let failure = client_of(&server.url, KEY).campaigns(None).await.result.unwrap_err();
            assert!(format!("{failure:?}").starts_with(expected), "{status} {body:?}: {failure:?}");
        }
    }
}
