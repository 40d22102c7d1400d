//! The paths of the API. The only file that spells one.

/// The vendor's base URL.
pub const VENDOR_BASE: &str = "https://public-api.kayse.ai";
/// The header that carries the key.
pub const KEY_HEADER: &str = "x-api-key";
/// `GET` lists, `POST` creates.
pub const CAMPAIGNS: &str = "/v1/campaigns";
/// `GET` only.
pub const SETTINGS: &str = "/v1/campaigns/settings";
/// `GET` only; optional.
pub const CASE_LISTS: &str = "/v1/case_lists";
/// The query parameter of the server's own search.
pub const SEARCH_PARAM: &str = "key";
/// Which page of a listing, from 1.
pub const PAGE_PARAM: &str = "page";
/// How many elements a page has.
pub const PAGE_SIZE_PARAM: &str = "page_size";
