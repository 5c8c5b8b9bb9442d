//! The only clock of the commands: what the wall shows in the shop's time zone.

use crate::calendar::{Date, DateTime};
use jiff::{Zoned, tz::TimeZone};

/// Now, in this IANA zone; in the machine's own if the zone is missing or unknown. A build server in another zone must
/// not publish an article a day early.
pub fn now(zone: Option<&str>) -> DateTime {
    let zone = zone.and_then(|name| TimeZone::get(name).ok()).unwrap_or_else(TimeZone::system);
    let text = Zoned::now().with_time_zone(zone).strftime("%Y-%m-%dT%H:%M").to_string();
    // A clock beyond the year 9999 is broken: nothing is due then.
    DateTime::parse(&text).unwrap_or(DateTime { date: Date::EPOCH, minute: 0 })
}
