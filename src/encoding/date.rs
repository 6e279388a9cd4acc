//! Calendar dates of the Gregorian calendar, as the formats write them.

/// Reads `YYYY-MM-DD` as days since 1970-01-01; nothing for a day that does not exist.
pub fn day(text: &str) -> Option<i64> {
    let (year, rest) = number(text.as_bytes(), 4)?;
    let (month, rest) = number(rest.strip_prefix(b"-")?, 2)?;
    let (day, rest) = number(rest.strip_prefix(b"-")?, 2)?;
    rest.is_empty().then(|| days(year, month, day))?
}

/// Reads `YYYY-MM-DDTHH:MM:SSZ`, the one form of RFC 3339 that TUF has, as seconds since the Unix
/// epoch.
pub fn instant(text: &str) -> Option<i64> {
    let (date, time) = text.split_once('T')?;
    let (hour, rest) = number(time.as_bytes(), 2)?;
    let (minute, rest) = number(rest.strip_prefix(b":")?, 2)?;
    let (second, rest) = number(rest.strip_prefix(b":")?, 2)?;
    (rest == b"Z").then(|| seconds(day(date)?, [hour, minute, second]))?
}

/// Seconds since the epoch of a day and a time of it.
pub(super) fn seconds(days: i64, [hour, minute, second]: [i64; 3]) -> Option<i64> {
    let real = hour < 24 && minute < 60 && second < 60;
    let hours = real.then(|| days.checked_mul(24)?.checked_add(hour))??;
    hours.checked_mul(60)?.checked_add(minute)?.checked_mul(60)?.checked_add(second)
}

/// A number of so many digits, and what follows it.
pub(super) fn number(text: &[u8], digits: usize) -> Option<(i64, &[u8])> {
    let (head, rest) = text.split_at_checked(digits)?;
    let plain = head.iter().all(u8::is_ascii_digit);
    plain.then(|| core::str::from_utf8(head).ok()?.parse().ok()).flatten().map(|n| (n, rest))
}

/// Days from 1970-01-01 to a day that exists: whole years, whole months, days.
pub(super) fn days(year: i64, month: i64, day: i64) -> Option<i64> {
    const BEFORE: [i64; 13] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365];
    let leaps = |year: i64| {
        year.div_euclid(4).checked_sub(year.div_euclid(100))?.checked_add(year.div_euclid(400))
    };
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let place = usize::try_from(month).ok()?;
    let before = *BEFORE.get(place.checked_sub(1)?)?;
    let length = BEFORE.get(place)?.checked_sub(before)?;
    let length = length.checked_add(i64::from(is_leap && month == 2))?;
    let leap_day = i64::from(is_leap && month > 2);
    let whole_leaps = leaps(year.checked_sub(1)?)?.checked_sub(leaps(1969)?)?;
    let first = year.checked_sub(1970)?.checked_mul(365)?.checked_add(whole_leaps)?;
    let days = first.checked_add(before)?.checked_add(leap_day)?.checked_add(day)?.checked_sub(1);
    (1..=length).contains(&day).then_some(days)?
}
