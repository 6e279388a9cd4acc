//! Codes that only the system behind them can resolve: named by channel, never followed.

use serde_json::json;

use crate::vectors::bench::{Base, Bench};
use crate::vectors::case::Case;

pub(super) fn cases(b: &Bench) -> Vec<Case> {
    let about =
        "A pointer states nothing that can be checked here: it is named, and no request is made.";
    let pointer = |id: &str, scan: &str, channel: &str| {
        b.case(Base::Code, [id, about, ""])
            .scan(scan)
            .fault("envelope.online_only")
            .detail(json!({ "channel": channel }))
            .attack("D14")
            .high()
    };
    vec![
        pointer("envelope::pointer-hub-code", "4642087996", "hub_code"),
        pointer("envelope::pointer-hub-code-full-width", "４６４２０８７９９６", "hub_code"),
        pointer("envelope::pointer-url", "https://hub.example/verify?code=4642087996", "url"),
        pointer("envelope::pointer-url-plain", "http://hub.example/", "url"),
        pointer("envelope::pointer-url-upper-case", "HTTPS://HUB.EXAMPLE/4642087996", "url"),
        pointer(
            "envelope::pointer-shlink",
            "shlink:/eyJ1cmwiOiJodHRwczovL2hlYWx0aC5leGFtcGxlIn0",
            "shlink",
        ),
        pointer(
            "envelope::pointer-shlink-viewer",
            "https://viewer.example/#shlink:/eyJ1cmwiOiJodHRwczovL2hlYWx0aC5leGFtcGxlIn0",
            "shlink",
        ),
        pointer(
            "envelope::pointer-licence-auth-code",
            "20260601080000000NC0001_99000000_DEMO",
            "licence_auth_code",
        ),
    ]
}
