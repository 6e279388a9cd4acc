//! What somebody should look at in a credential that is in order: numbers whose check characters are
//! wrong, codes that no table has. None of it is evidence against the credential.

use crate::credential::catalogue::TypeRecord;
use crate::credential::identifiers::{self, Checked};
use crate::credential::{Claims, State};
use crate::gather::Gather;

/// The notes on a credential's claims, in one order.
pub(super) fn of(claims: &Claims, kind: Option<&TypeRecord>) -> Vec<&'static str> {
    let text = |name| claims.text(name);
    let holder = |code| text("certificateHolderTypeCode") == Some(code);
    let wrong = |value: Option<&str>, is_right: fn(&str) -> bool| {
        value.is_some_and(|value| !is_right(value))
    };
    let number = text("certificateHolderCode");
    let resident = number.filter(|_| holder("111"));
    let birthplace = resident.map(|number| number.get(..6).unwrap_or_default());
    let unknown_state = |code| kind.and_then(|kind| kind.state(code)).is_none_or(is_other);
    let identifier = text("certificateIdentifier").and_then(|text| {
        match identifiers::certificate_identifier(text) {
            Checked::Standard => None,
            Checked::Variant => Some("identifier_variant"),
            Checked::Mismatch => Some("identifier_mismatch"),
            Checked::Malformed => Some("identifier_malformed"),
        }
    });
    let uscc = identifiers::social_credit_code;
    let notes = [
        (wrong(text("certificateIssuingAuthorityCode"), uscc), "uscc_mismatch"),
        (wrong(number.filter(|_| holder("001")), uscc), "uscc_mismatch"),
        (wrong(resident, identifiers::resident_number), "resident_number_mismatch"),
        (wrong(birthplace, identifiers::division), "division_unknown"),
        (wrong(text("certificateAreaCode"), identifiers::division), "division_unknown"),
        (wrong(text("certificateHolderTypeCode"), identifiers::holder_type), "holder_type_unknown"),
        (text("certificateStatus").is_some_and(unknown_state), "status_unknown"),
    ];
    let found = notes.into_iter().filter(|(is_found, _)| *is_found).map(|(_, note)| note);
    let mut notes: Vec<_> = identifier.into_iter().chain(found).gather();
    notes.dedup();
    notes
}

fn is_other(state: State) -> bool {
    state == State::Other
}
