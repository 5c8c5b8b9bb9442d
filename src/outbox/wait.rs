//! How long to wait before the next try.

use super::{DAY, Millis};
use crate::calendar::Date;

/// The longest wait after the first try, in milliseconds.
const FIRST: Millis = 4_000;
/// The longest wait of all, in milliseconds.
const MOST: Millis = 600_000;

const MONTHS: &str = "JanFebMarAprMayJunJulAugSepOctNovDec";

/// How long to wait after so many tries, in milliseconds: twice as long each time, of which half by `chance` (0 to 1), so
/// that customers whom one fault sent away do not all come back at once. Source: Marc Brooker, "Exponential Backoff And
/// Jitter" (equal jitter).
pub fn backoff(tries: u32, chance: f64) -> Millis {
    let half = (FIRST << tries.saturating_sub(1).min(10)).min(MOST) / 2;
    half + (half as f64 * chance.clamp(0.0, 1.0)) as Millis
}

/// Reads `Retry-After` (RFC 9110, 10.2.3), seconds or a date in any of its three forms: how long to wait from now, in
/// milliseconds, a day at most.
pub fn retry_after(header: &str, now: Millis) -> Option<Millis> {
    let header = header.trim();
    let wait = match whole(header) {
        Some(seconds) => seconds.saturating_mul(1_000),
        // Digits that are no number are of a wait longer than any.
        None if !header.is_empty() && header.bytes().all(|byte| byte.is_ascii_digit()) => DAY,
        None => http_date(header)?.saturating_sub(now),
    };
    Some(wait.min(DAY))
}

/// Reads `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT` and `Sun Nov  6 08:49:37 1994`: the parts of
/// each tell themselves what they are.
fn http_date(text: &str) -> Option<Millis> {
    let (mut month, mut seconds, mut numbers) = (None, None, Vec::new());
    for part in text.split([' ', ',', '-']).filter(|part| !part.is_empty()) {
        if let Some(number) = whole(part) {
            numbers.push(number);
        } else if part.contains(':') {
            let mut clock = part.split(':').map(whole);
            let (hour, minute, second) = (clock.next()??, clock.next()??, clock.next()??);
            seconds = (hour < 24 && minute < 60 && second <= 60).then_some((hour * 60 + minute) * 60 + second);
        } else if part.len() == 3 && month.is_none() {
            // The day of the week comes first and is no month. By hand: `find` of a text costs 1 kB in the widget.
            month = (0..12).find(|at| MONTHS.get(at * 3..at * 3 + 3) == Some(part)).map(|at| at + 1);
        }
    }
    let [day, year] = *numbers.as_slice() else { return None };
    // Of a year in two digits the century is this one: nobody is asked to wait until the last.
    let year = if year < 100 { year + 2_000 } else { year };
    let date = Date::new(i32::try_from(year).ok().filter(|year| *year < 10_000)?, month? as u32, u32::try_from(day).ok()?)?;
    let days = Millis::try_from(date.days_since(Date::EPOCH)).ok()?;
    Some(days * DAY + seconds? * 1_000)
}

/// A number of ASCII digits only.
fn whole(text: &str) -> Option<Millis> {
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().ok()).flatten()
}
