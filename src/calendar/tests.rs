use super::*;

fn date(text: &str) -> Date {
    Date::parse(text).unwrap_or_else(|| panic!("{text} is a date"))
}

fn time(text: &str) -> DateTime {
    DateTime::parse(text).unwrap_or_else(|| panic!("{text} is a time"))
}

fn shop() -> Calendar {
    let mut hours = Hours::default();
    assert!(hours.add("mon-fri", &["10:00-12:00", "13:00-18:00"]));
    Calendar { hours, holidays: Holidays::Japan, closed: vec![(date("2026-12-29"), date("2027-01-03"))] }
}

#[test]
fn dates_that_do_not_exist_are_refused() {
    for text in ["2026-02-29", "2026-13-01", "2026-00-10", "2026-1-1", "2026/01/01", "20260101", "+026-01-01", "", "２０２６-01-01"] {
        assert_eq!(Date::parse(text), None, "{text}");
    }
    assert_eq!(date("2024-02-29").to_string(), "2024-02-29");
}

#[test]
fn every_day_of_four_centuries_round_trips() {
    let mut day = date("1900-01-01");
    let mut weekday = 0; // a Monday
    while day < date("2300-01-01") {
        let (y, m, d) = day.civil();
        assert_eq!(Date::new(y, m, d), Some(day));
        assert_eq!(day.weekday(), weekday);
        day = day.add_days(1);
        weekday = (weekday + 1) % 7;
    }
}

#[test]
fn minutes_since_the_epoch_are_moments() {
    for (minutes, expected) in
        [(0, "1970-01-01T00:00"), (1_439, "1970-01-01T23:59"), (-1, "1969-12-31T23:59"), (29_855_160, "2026-10-06T18:00")]
    {
        assert_eq!(DateTime::from_minutes(minutes), time(expected), "{minutes}");
    }
}

#[test]
fn japanese_holidays_of_known_years() {
    let listed = [
        "2026-01-01 2026-01-12 2026-02-11 2026-02-23 2026-03-20 2026-04-29 2026-05-03 2026-05-04 2026-05-05 2026-05-06 2026-07-20 \
         2026-08-11 2026-09-21 2026-09-22 2026-09-23 2026-10-12 2026-11-03 2026-11-23",
        "2027-01-01 2027-01-11 2027-02-11 2027-02-23 2027-03-21 2027-03-22 2027-04-29 2027-05-03 2027-05-04 2027-05-05 2027-07-19 \
         2027-08-11 2027-09-20 2027-09-23 2027-10-11 2027-11-03 2027-11-23",
    ];
    for year in listed {
        let listed: Vec<_> = year.split_whitespace().map(date).collect();
        let first = date(&format!("{}-01-01", &year[..4]));
        let found: Vec<_> = (0..365).map(|n| first.add_days(n)).filter(|day| Holidays::Japan.contains(*day)).collect();
        assert_eq!(found, listed);
    }
}

#[test]
fn openings() {
    let at = |now: &str| shop().opening(&shop().hours, time(now));
    assert_eq!(at("2026-11-20T11:59"), Opening::OpenUntil(720));
    assert_eq!(at("2026-11-20T12:00"), Opening::OpensAt(time("2026-11-20T13:00")));
    assert_eq!(at("2026-11-20T18:00"), Opening::OpensAt(time("2026-11-24T10:00")), "Monday is a holiday");
    assert_eq!(at("2026-12-28T20:00"), Opening::OpensAt(time("2027-01-04T10:00")));
    assert_eq!(shop().opening(&Hours::default(), time("2026-11-22")), Opening::Always);
}

#[test]
fn replies_are_due_after_business_days() {
    let by = |now: &str| shop().reply_by(time(now), 2).to_string();
    assert_eq!(by("2026-11-18T09:00"), "2026-11-20", "a Wednesday morning");
    assert_eq!(by("2026-11-18T19:00"), "2026-11-24", "after hours on Wednesday, over a weekend and a holiday");
    assert_eq!(by("2026-11-22T10:00"), "2026-11-26", "a Sunday before a holiday");
    assert_eq!(by("2026-12-28T12:00"), "2027-01-05", "over the closure");
}

#[test]
fn hours_that_cannot_be_read_change_nothing() {
    for (days, span) in [("mon-xyz", "10:00-12:00"), ("mon", "12:00-10:00"), ("mon", "10-12"), ("", "10:00-12:00"), ("mon", "25:00-26:00")]
    {
        let mut hours = Hours::default();
        assert!(!hours.add(days, &[span]), "{days} {span}");
        assert!(hours.is_empty());
    }
}
