//! Public holidays, by the rules of the law instead of a list that runs out.

use super::Date;

/// Which public holidays the shop keeps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Holidays {
    /// None.
    #[default]
    None,
    /// Japan's 国民の祝日, by the law as it stands since 2022.
    Japan,
}

impl Holidays {
    /// Whether this day is a public holiday.
    pub fn contains(self, day: Date) -> bool {
        match self {
            Self::None => false,
            Self::Japan => is_japanese_holiday(day),
        }
    }
}

const SUNDAY: usize = 6;

/// A holiday proper, a substitute for one that fell on a Sunday, or a day between two holidays (Act on National
/// Holidays, article 3).
fn is_japanese_holiday(day: Date) -> bool {
    is_named_holiday(day) || is_substitute(day) || (is_named_holiday(day.add_days(-1)) && is_named_holiday(day.add_days(1)))
}

/// The first day after a Sunday holiday that is not a holiday itself.
fn is_substitute(day: Date) -> bool {
    let mut before = day.add_days(-1);
    while is_named_holiday(before) {
        if before.weekday() == SUNDAY {
            return true;
        }
        before = before.add_days(-1);
    }
    false
}

fn is_named_holiday(day: Date) -> bool {
    let (year, month, d) = day.civil();
    // "Happy Monday": the n-th Monday of the month.
    let monday = |n: u32| day.weekday() == 0 && (d - 1) / 7 + 1 == n;
    match month {
        1 => d == 1 || monday(2),
        2 => d == 11 || d == 23,
        3 => d == equinox(year, 20.8431),
        4 => d == 29,
        5 => matches!(d, 3..=5),
        7 => monday(3),
        8 => d == 11,
        9 => monday(3) || d == equinox(year, 23.2488),
        10 => monday(2),
        11 => d == 3 || d == 23,
        _ => false,
    }
}

/// Day of the month of an equinox in Japan. Source: the approximation of Shinkoyomi Benricho for 1980–2099; the cabinet
/// announces the day each February.
fn equinox(year: i32, base: f64) -> u32 {
    let years = f64::from(year - 1980);
    (base + 0.242_194 * years).floor() as u32 - (year - 1980).div_euclid(4) as u32
}
