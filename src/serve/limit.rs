//! How many tickets one address may send.

use std::collections::{HashMap, VecDeque};
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// The time in which tickets are counted.
const WINDOW: Duration = Duration::from_secs(60);

/// So many addresses are remembered before those that went quiet are forgotten.
const SWEEP: usize = 1_000;

/// Counts what each address sent within the last minute.
pub(super) struct Limit {
    most: usize,
    sent: Mutex<HashMap<IpAddr, VecDeque<Instant>>>,
}

impl Limit {
    /// A limit of so many a minute.
    pub(super) fn new(most: u32) -> Self {
        Self { most: most as usize, sent: Mutex::default() }
    }

    /// Counts one more; if that is too many, answers after how long the next may come.
    pub(super) fn take(&self, address: IpAddr, now: Instant) -> Result<(), Duration> {
        let mut sent = self.sent.lock().unwrap_or_else(PoisonError::into_inner);
        let is_recent = |time: &Instant| now.duration_since(*time) < WINDOW;
        if sent.len() >= SWEEP {
            sent.retain(|_, times| times.back().is_some_and(is_recent));
        }
        let times = sent.entry(address).or_default();
        while times.front().is_some_and(|time| !is_recent(time)) {
            times.pop_front();
        }
        if times.len() < self.most {
            times.push_back(now);
            return Ok(());
        }
        Err(times.front().map_or(WINDOW, |first| WINDOW.saturating_sub(now.duration_since(*first))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_so_many_a_minute() {
        let limit = Limit::new(2);
        let (one, other) = (IpAddr::from([192, 0, 2, 1]), IpAddr::from([192, 0, 2, 2]));
        let start = Instant::now();
        let at = |seconds| start + Duration::from_secs(seconds);
        assert_eq!(limit.take(one, at(0)), Ok(()));
        assert_eq!(limit.take(one, at(10)), Ok(()));
        assert_eq!(limit.take(one, at(20)), Err(Duration::from_secs(40)));
        assert_eq!(limit.take(other, at(20)), Ok(()));
        assert_eq!(limit.take(one, at(60)), Ok(()));
        assert_eq!(limit.take(one, at(61)), Err(Duration::from_secs(9)));
    }
}
