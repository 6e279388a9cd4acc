//! Regions by their codes: GB/T 2260 divisions, or anything else that is compared as it stands.

/// The whole country, as statistics and the civil affairs lists write it.
const COUNTRY: &str = "100000";

/// Whether a region covers another: the same, the country, or a province (`320000`) or prefecture
/// (`320100`) in which the other lies.
pub fn covers(region: &str, other: &str) -> bool {
    if region == other {
        return true;
    }
    if !is_division(region) || !is_division(other) {
        return false;
    }
    if region == COUNTRY {
        return true;
    }
    let prefix = region.strip_suffix("0000").or_else(|| region.strip_suffix("00"));
    prefix.is_some_and(|prefix| other.starts_with(prefix))
}

/// Whether what one region issues is at home in another: within one province nobody needs an
/// agreement, nor for what the country itself issues.
pub fn is_home(issuer: &str, counter: &str) -> bool {
    let province =
        |region: &str| region.get(..2).filter(|_| is_division(region)).map(str::to_owned);
    issuer == counter
        || (issuer == COUNTRY && is_division(counter))
        || (province(issuer).is_some() && province(issuer) == province(counter))
}

fn is_division(region: &str) -> bool {
    region.len() == 6 && region.bytes().all(|c| c.is_ascii_digit())
}
