//! Opening hours: whether someone is there, when next, and when an answer is due.

use super::{Date, DateTime, Holidays, minute_of_day};

/// Open spans for each weekday (0 is Monday), as minutes of the day, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hours {
    days: [Vec<(u16, u16)>; 7],
}

const DAY_NAMES: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

impl Hours {
    /// Adds spans such as `10:00-12:00` to `mon` or `mon-fri`. Returns false, changing nothing, if either cannot be read.
    pub fn add(&mut self, days: &str, spans: &[&str]) -> bool {
        let Some((first, last)) = day_range(days) else { return false };
        let mut read = Vec::new();
        for span in spans {
            let Some(span) = parse_span(span) else { return false };
            read.push(span);
        }
        let mut day = first;
        loop {
            if let Some(hours) = self.days.get_mut(day) {
                for span in &read {
                    let earlier = hours.iter().take_while(|known| *known < span).count();
                    hours.insert(earlier, *span);
                }
            }
            if day == last {
                return true;
            }
            day = (day + 1) % 7;
        }
    }

    /// Whether no day has any hours.
    pub fn is_empty(&self) -> bool {
        self.days.iter().all(Vec::is_empty)
    }

    fn on(&self, day: Date) -> &[(u16, u16)] {
        self.days.get(day.weekday()).map_or(&[], Vec::as_slice)
    }
}

fn day_range(text: &str) -> Option<(usize, usize)> {
    let index = |name: &str| DAY_NAMES.iter().position(|day| *day == name);
    match text.split_once('-') {
        Some((first, last)) => Some((index(first)?, index(last)?)),
        None => index(text).map(|day| (day, day)),
    }
}

fn parse_span(text: &str) -> Option<(u16, u16)> {
    let (from, until) = text.split_once('-')?;
    let (from, until) = (minute_of_day(from.trim())?, minute_of_day(until.trim())?);
    (from < until).then_some((from, until))
}

/// Whether a channel is open, and otherwise when it opens next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opening {
    /// Always there: no hours are given.
    Always,
    /// Open now, until this minute of today.
    OpenUntil(u16),
    /// Closed now; opens then.
    OpensAt(DateTime),
    /// Closed, and not open within the next two months.
    Closed,
}

/// How far ahead an opening is looked for, in days: longer than any closure a shop announces.
const HORIZON: i32 = 62;

/// Hours, public holidays and closed spans (both ends included) of a shop.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    /// The weekly hours.
    pub hours: Hours,
    /// The public holidays kept.
    pub holidays: Holidays,
    /// Closed from the first day to the last, both included.
    pub closed: Vec<(Date, Date)>,
}

impl Calendar {
    /// Whether the shop works on this day at all.
    pub fn is_business_day(&self, day: Date) -> bool {
        let works = self.hours.is_empty() && day.weekday() < 5 || !self.hours.on(day).is_empty();
        works && !self.is_closed(day)
    }

    /// The state of a channel with these hours at this moment; holidays and closed spans close it all day.
    pub fn opening(&self, hours: &Hours, now: DateTime) -> Opening {
        if hours.is_empty() {
            return Opening::Always;
        }
        for ahead in 0..HORIZON {
            let date = now.date.add_days(ahead);
            if self.is_closed(date) {
                continue;
            }
            for &(from, until) in hours.on(date) {
                if ahead == 0 && until <= now.minute {
                    continue;
                }
                return if ahead == 0 && from <= now.minute {
                    Opening::OpenUntil(until)
                } else {
                    Opening::OpensAt(DateTime { date, minute: from })
                };
            }
        }
        Opening::Closed
    }

    /// The last day by which an answer comes: `business_days` working days after now. What arrives after the day's
    /// hours, or on a closed day, counts from the next working day.
    pub fn reply_by(&self, now: DateTime, business_days: u32) -> Date {
        let mut day = now.date;
        let day_is_over = self.hours.on(day).last().is_some_and(|(_, until)| *until <= now.minute);
        let mut left = business_days;
        if !self.is_business_day(day) || day_is_over {
            day = self.next_business_day(day);
        }
        while left > 0 {
            day = self.next_business_day(day);
            left -= 1;
        }
        day
    }

    fn next_business_day(&self, day: Date) -> Date {
        (1..=HORIZON).map(|ahead| day.add_days(ahead)).find(|day| self.is_business_day(*day)).unwrap_or(day.add_days(1))
    }

    fn is_closed(&self, day: Date) -> bool {
        self.holidays.contains(day) || self.closed.iter().any(|(first, last)| *first <= day && day <= *last)
    }
}
