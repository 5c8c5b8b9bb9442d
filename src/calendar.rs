//! Civil dates and times, opening hours and business days.
//!
//! Everything here is *civil*: what a wall calendar and a wall clock show in the shop's time zone. There is no clock
//! and no zone in the core; the shells say what "now" is.
//!
//! ```
//! use tasuke::calendar::Date;
//! let day = Date::parse("2026-11-22").unwrap();
//! assert_eq!(day.add_days(40).to_string(), "2027-01-01");
//! ```

mod holidays;
mod hours;
#[cfg(test)]
mod tests;

pub use holidays::Holidays;
pub use hours::{Calendar, Hours, Opening};

use std::fmt;

/// A day of the proleptic Gregorian calendar, as days since 1970-01-01.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date(i32);

impl Date {
    /// 1970-01-01.
    pub const EPOCH: Self = Self(0);

    /// The day of this year, month (1–12) and day (1–31), or nothing if the calendar has no such day.
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        let date = Self::from_civil(year, month, day);
        ((1..=12).contains(&month) && date.civil() == (year, month, day)).then_some(date)
    }

    /// Reads `YYYY-MM-DD`.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        if bytes.len() != 10 || bytes.get(4) != Some(&b'-') || bytes.get(7) != Some(&b'-') {
            return None;
        }
        Self::new(number(text.get(..4)?)? as i32, number(text.get(5..7)?)?, number(text.get(8..)?)?)
    }

    /// The day `days` later (earlier if negative).
    #[must_use]
    pub fn add_days(self, days: i32) -> Self {
        Self(self.0.saturating_add(days))
    }

    /// Whole days from `earlier` to this day; negative if it lies after.
    pub fn days_since(self, earlier: Self) -> i32 {
        self.0.saturating_sub(earlier.0)
    }

    /// 0 is Monday, 6 is Sunday.
    pub fn weekday(self) -> usize {
        (self.0 + 3).rem_euclid(7) as usize
    }

    /// Year, month (1–12), day (1–31). Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
    pub fn civil(self) -> (i32, u32, u32) {
        let z = self.0 + 719_468;
        let era = z.div_euclid(146_097);
        let doe = z.rem_euclid(146_097);
        let yoe = (doe - doe / 1_460 + doe / 36_524 - doe / 146_096) / 365;
        let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
        let mp = (5 * doy + 2) / 153;
        let day = (doy - (153 * mp + 2) / 5 + 1) as u32;
        let month = if mp < 10 { mp + 3 } else { mp - 9 } as u32;
        (yoe + era * 400 + i32::from(month <= 2), month, day)
    }

    /// The inverse of [`Date::civil`]; a day that the month lacks runs over into the next.
    fn from_civil(year: i32, month: u32, day: u32) -> Self {
        let (m, d) = (month as i32, day as i32);
        let y = if m <= 2 { year - 1 } else { year };
        let era = y.div_euclid(400);
        let yoe = y.rem_euclid(400);
        let doy = (153 * (if m > 2 { m - 3 } else { m + 9 }) + 2) / 5 + d - 1;
        let doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
        Self(era * 146_097 + doe - 719_468)
    }
}

impl Date {
    /// The day as `YYYY-MM-DD`; formatting costs bytes in the widget that this does not.
    pub fn written(self) -> String {
        let (year, month, day) = self.civil();
        let mut written = String::new();
        for (number, digits) in [(year as u32, 4), (month, 2), (day, 2)] {
            if !written.is_empty() {
                written.push('-');
            }
            for place in (0..digits).rev() {
                written.push(char::from(b'0' + (number / 10_u32.pow(place) % 10) as u8));
            }
        }
        written
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written())
    }
}

/// A minute of a day on the wall clock of the shop's time zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DateTime {
    /// The day.
    pub date: Date,
    /// Minutes since midnight, 0–1439.
    pub minute: u16,
}

impl DateTime {
    /// The moment this many minutes after 1970-01-01T00:00, on the same wall clock.
    pub fn from_minutes(minutes: i64) -> Self {
        Self { date: Date(minutes.div_euclid(1_440) as i32), minute: minutes.rem_euclid(1_440) as u16 }
    }

    /// Reads `YYYY-MM-DD` (midnight) or `YYYY-MM-DDTHH:MM` (a space may stand for the T; seconds are dropped).
    pub fn parse(text: &str) -> Option<Self> {
        let date = Date::parse(text.get(..10)?)?;
        let minute = match text.get(10..)? {
            "" => 0,
            rest => minute_of_day(rest.strip_prefix(['T', ' '])?.get(..5)?).filter(|m| *m < 1440)?,
        };
        Some(Self { date, minute })
    }
}

/// Reads `HH:MM` (`24:00` is the end of the day) as minutes since midnight.
pub(crate) fn minute_of_day(text: &str) -> Option<u16> {
    let (hours, minutes) = text.split_once(':')?;
    if hours.len() > 2 || minutes.len() != 2 {
        return None;
    }
    let (hours, minutes) = (number(hours)?, number(minutes)?);
    let total = hours * 60 + minutes;
    (minutes < 60 && total <= 1440).then_some(total as u16)
}

/// A number of ASCII digits only; `str::parse` would take a sign.
fn number(digits: &str) -> Option<u32> {
    let all_digits = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    all_digits.then(|| digits.parse().ok()).flatten()
}
