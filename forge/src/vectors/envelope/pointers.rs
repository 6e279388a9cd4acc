//! Codes that only the system behind them can resolve: named by channel, never followed.

use serde_json::json;

use crate::vectors::bench::{Base, Bench};
use crate::vectors::case::Case;

/// What is shown of each channel: the end of the id, the channel, what was scanned.
const ROWS: [[&str; 3]; 34] = [
    ["hub-code", "hub_code", "4642087996"],
    ["hub-code-full-width", "hub_code", "４６４２０８７９９６"],
    ["hub-code-spaces", "hub_code", "4642 0879 96"],
    ["hub-code-with-marker", "hub_code", "3690411128"],
    ["url", "url", "https://hub.example/verify?code=4642087996"],
    ["url-plain", "url", "http://hub.example/"],
    ["url-upper-case", "url", "HTTPS://HUB.EXAMPLE/4642087996"],
    ["url-no-host", "url", "https://"],
    ["shlink", "shlink", "shlink:/eyJ1cmwiOiJodHRwczovL2hlYWx0aC5leGFtcGxlIn0"],
    [
        "shlink-viewer",
        "shlink",
        "https://viewer.example/#shlink:/eyJ1cmwiOiJodHRwczovL2hlYWx0aC5leGFtcGxlIn0",
    ],
    ["licence-auth-code", "licence_auth_code", "20260601080000000NC0001_99000000_DEMO"],
    ["business-licence", "business_licence", "https://www.gsxt.gov.cn/index.html?uniscid=99000000"],
    ["business-licence-app", "business_licence", "https://zzapp.gsxt.gov.cn/ewm/demo"],
    ["business-licence-bare", "business_licence", "http://gsxt.gov.cn"],
    ["business-licence-port", "business_licence", "https://www.gsxt.gov.cn:443/demo"],
    ["business-licence-upper-case", "business_licence", "HTTPS://WWW.GSXT.GOV.CN/DEMO"],
    ["business-licence-samr", "business_licence", "https://zwfw.samr.gov.cn/demo"],
    ["driving-licence", "driving_licence", "https://gab.122.gov.cn/m/demo"],
    ["social-security", "social_security", "https://si.12333.gov.cn/demo"],
    ["social-security-ministry", "social_security", "https://www.mohrss.gov.cn/demo"],
    ["ctid-cn", "ctid", "https://www.ctid.cn/demo"],
    ["ctid-anicert", "ctid", "https://ctid.anicert.cn/demo"],
    ["ctid-anicert-com", "ctid", "https://www.anicert.com.cn/demo"],
    ["ctid-text", "ctid", "CTID0000DEMO"],
    ["government", "government", "https://zwfw.region.gov.cn/card?code=4642087996"],
    ["government-bare", "government", "https://gov.cn/"],
    ["wechat-login", "wechat", "https://weixin.qq.com/x/demo"],
    ["wechat-card", "wechat", "https://u.wechat.com/demo"],
    ["wechat-pay", "wechat", "wxp://f2f0demo"],
    ["wechat-app", "wechat", "weixin://dl/business/?t=demo"],
    ["alipay", "alipay", "https://qr.alipay.com/demo"],
    ["alipay-bare", "alipay", "https://alipay.com/demo"],
    ["alipay-app", "alipay", "alipays://platformapi/startapp?appId=0"],
    ["alipay-app-upper-case", "alipay", "ALIPAYS://PLATFORMAPI/STARTAPP"],
];

/// Addresses that look like a channel's and lead elsewhere.
const LOOK_ALIKES: [[&str; 3]; 18] = [
    ["host-before", "url", "https://gsxt.gov.cn.evil.example/"],
    ["host-before-dash", "url", "https://www.gsxt.gov.cn-evil.example/"],
    ["host-inside", "url", "https://evil.example/www.gsxt.gov.cn/"],
    ["host-in-query", "url", "https://evil.example?u=https://www.gsxt.gov.cn/"],
    ["host-in-fragment", "url", "https://evil.example#@www.gsxt.gov.cn/"],
    ["host-behind-backslash", "url", "https://evil.example\\@www.gsxt.gov.cn/"],
    ["user-name", "url", "https://www.gsxt.gov.cn@evil.example/"],
    ["user-and-password", "url", "https://www.gsxt.gov.cn:443@evil.example/"],
    ["two-users", "url", "https://a@www.gsxt.gov.cn@evil.example/"],
    ["user-of-the-host", "business_licence", "https://evil.example@www.gsxt.gov.cn/"],
    ["glued", "government", "https://evilgsxt.gov.cn/"],
    ["glued-to-the-end", "url", "https://evilgov.cn/"],
    ["tab", "url", "https://www.gsxt.gov.cn\t.evil.example/"],
    ["ideographic-stop", "url", "https://www.gsxt.gov.cn\u{3002}evil.example/"],
    ["cyrillic", "url", "https://www.gsxt.g\u{43e}v.cn/"],
    ["wechat", "url", "https://weixin.qq.com.evil.example/"],
    ["alipay", "url", "https://notalipay.com/"],
    ["other-qq", "url", "https://qq.com/"],
];

pub(super) fn cases(b: &Bench) -> Vec<Case> {
    let about =
        "A pointer states nothing that can be checked here: it is named, and no request is made.";
    let alike =
        "An address is named after the host that a browser would go to, and after no other.";
    let pointer = |id: String, about: &str, [_, channel, scan]: [&str; 3]| {
        b.case(Base::Code, [&id, about, ""])
            .scan(scan)
            .fault("envelope.online_only")
            .detail(json!({ "channel": channel }))
            .attack("D14")
            .high()
    };
    let known = ROWS.map(|row| pointer(format!("envelope::pointer-{}", row[0]), about, row));
    let other =
        LOOK_ALIKES.map(|row| pointer(format!("envelope::look-alike-{}", row[0]), alike, row));
    known.into_iter().chain(other).collect()
}
