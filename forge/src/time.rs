//! Seconds since the Unix epoch, and the calendar they stand for (UTC, proleptic Gregorian).

use std::fmt::Write;

use crate::refused::Refused;

/// Seconds of a day.
pub const DAY: i64 = 86_400;

/// Reads `2026-06-01`, `2026-06-01T08:00:00+08:00` (with or without a fraction, which is dropped;
/// without an offset it is UTC) or a number of seconds.
///
/// # Errors
/// [`Refused::Time`] for anything else.
pub fn parse(text: &str) -> Result<i64, Refused> {
    if let Ok(seconds) = text.parse() {
        return Ok(seconds);
    }
    let (date, clock) = text.split_once('T').unwrap_or((text, "00:00:00"));
    let (clock, zone) = clock.split_at(clock.find(['Z', '+', '-']).unwrap_or(clock.len()));
    let clock = clock.split('.').next().unwrap_or_default();
    let moment = || {
        let [year, month, day] = numbers(date, '-')?;
        let [hour, minute, second] = numbers(clock, ':')?;
        let days = days_of(year, month, day);
        let exists = civil(days * DAY) == [year, month, day, 0, 0, 0]
            && hour < 24
            && minute < 60
            && second < 60;
        exists.then_some(days * DAY + hour * 3600 + minute * 60 + second - offset(zone)?)
    };
    moment().ok_or_else(|| Refused::Time(text.to_owned()))
}

/// Seconds that a zone is ahead of UTC: nothing, `Z`, `+08:00`, `-0330`.
fn offset(zone: &str) -> Option<i64> {
    let (sign, digits) = match zone.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, zone.strip_prefix('+').unwrap_or("0000")),
    };
    let digits = digits.replace(':', "");
    let number: i64 = digits.parse().ok().filter(|_| digits.len() == 4)?;
    (zone.len() != 1 || zone == "Z").then_some(sign * (number / 100 * 3600 + number % 100 * 60))
}

/// The date of a moment, `2026-06-01`.
pub fn date(seconds: i64) -> String {
    let [year, month, day, ..] = civil(seconds);
    format!("{year:04}-{month:02}-{day:02}")
}

/// The moment as an X.509 `UTCTime` (RFC 5280 §4.1.2.5.1), `260601000000Z`.
pub fn utc_time(seconds: i64) -> String {
    let mut text = civil(seconds).iter().fold(String::new(), |mut text, number| {
        let _ = write!(text, "{:02}", number % 100);
        text
    });
    text.push('Z');
    text
}

/// Year, month, day, hour, minute and second of a moment.
pub fn civil(seconds: i64) -> [i64; 6] {
    let (days, clock) = (seconds.div_euclid(DAY), seconds.rem_euclid(DAY));
    // Days are counted from 0000-03-01, so that a leap day is the last of its year.
    let shifted = days + 719_468;
    let (era, of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    [year, month, day, clock / 3600, clock / 60 % 60, clock % 60]
}

fn days_of(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let (era, year_of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let shifted_month = (month + 9) % 12;
    let of_year = (153 * shifted_month + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + of_year - 719_468
}

fn numbers(text: &str, separator: char) -> Option<[i64; 3]> {
    let numbers: Vec<i64> = text.split(separator).map(str::parse).collect::<Result<_, _>>().ok()?;
    numbers.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::{date, parse, utc_time};

    #[test]
    fn times_are_read_and_written() {
        assert_eq!(parse("2026-06-01T00:00:00Z"), Ok(1_780_272_000));
        assert_eq!(parse("2000-02-29"), Ok(951_782_400));
        assert_eq!(parse("1700000000"), Ok(1_700_000_000));
        assert_eq!(parse("2026-06-01T08:00:00.25+08:00"), Ok(1_780_272_000));
        assert_eq!(parse("2026-05-31T20:30:00-0330"), Ok(1_780_272_000));
        assert_eq!(parse("2026-06-01T00:00:00"), Ok(1_780_272_000));
        assert_eq!(date(951_782_400), "2000-02-29");
        assert_eq!(utc_time(1_780_272_000 + 3723), "260601010203Z");
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for text in [
            "2026-02-29",
            "2026-13-01",
            "2026-06-01T24:00:00Z",
            "2026-06-01T00:00:00+8",
            "2026-06-01 00:00:00",
            "soon",
        ] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
