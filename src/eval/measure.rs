//! The sums, and the measures made of them.

/// The measures of a set of queries. Shares are 0 to 1; of no queries they are 0.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Measures {
    /// How many queries.
    pub n: usize,
    /// The shares with a relevant article among the first 1, 3 and 10 results.
    pub hit: [f64; 3],
    /// The mean of 1 over the rank of the first relevant article among 10 (mean reciprocal rank; 0 if it is not there).
    pub mrr: f64,
    /// The share without any result.
    pub zero: f64,
    /// The same, key by key; nothing if none of the queries was typed.
    pub keystroke: Option<Keystrokes>,
}

/// The measures of queries as they are typed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Keystrokes {
    /// How many keystrokes.
    pub n: usize,
    /// The share with a relevant article among the first 3 results.
    pub hit3: f64,
    /// The share without any result.
    pub zero: f64,
    /// The median of the time from key to results, in milliseconds.
    pub p50_ms: f64,
    /// The time that 99 of 100 keystrokes take at most, in milliseconds.
    pub p99_ms: f64,
}

/// The ranks that hits are counted at.
const AT: [usize; 3] = [1, 3, 10];

#[derive(Default)]
pub(super) struct Sums {
    n: usize,
    hits: [usize; 3],
    reciprocal: f64,
    zeros: usize,
    key_hits: usize,
    key_zeros: usize,
    times: Vec<f64>,
}

impl Sums {
    /// Adds a query by the rank of its first relevant result, counted from 0.
    pub(super) fn add(&mut self, rank: Option<usize>, found: bool) {
        self.n += 1;
        self.zeros += usize::from(!found);
        self.reciprocal += rank.map_or(0.0, |rank| 1.0 / (rank + 1) as f64);
        for (hits, at) in self.hits.iter_mut().zip(AT) {
            *hits += usize::from(rank.is_some_and(|rank| rank < at));
        }
    }

    /// Adds a keystroke.
    pub(super) fn type_key(&mut self, rank: Option<usize>, found: bool, ms: f64) {
        self.key_hits += usize::from(rank.is_some_and(|rank| rank < 3));
        self.key_zeros += usize::from(!found);
        self.times.push(ms);
    }

    pub(super) fn measures(&self) -> Measures {
        let mut times = self.times.clone();
        times.sort_by(f64::total_cmp);
        let keys = times.len();
        Measures {
            n: self.n,
            hit: self.hits.map(|hits| share(hits as f64, self.n)),
            mrr: share(self.reciprocal, self.n),
            zero: share(self.zeros as f64, self.n),
            keystroke: (keys > 0).then(|| Keystrokes {
                n: keys,
                hit3: share(self.key_hits as f64, keys),
                zero: share(self.key_zeros as f64, keys),
                p50_ms: percentile(&times, 50),
                p99_ms: percentile(&times, 99),
            }),
        }
    }
}

fn share(part: f64, all: usize) -> f64 {
    part / all.max(1) as f64
}

/// The nearest-rank percentile: the smallest value that `percent` in 100 values do not exceed.
fn percentile(sorted: &[f64], percent: usize) -> f64 {
    let rank = (sorted.len() * percent).div_ceil(100);
    sorted.get(rank.saturating_sub(1)).copied().unwrap_or_default()
}

/// The area under the ROC curve: how likely a value of `positive` is above one of `negative`, a tie counting half
/// (Hanley and `McNeil` 1982; by ranks, as the U of Mann and Whitney). Nothing if either is empty.
pub fn auroc(positive: &[f32], negative: &[f32]) -> Option<f64> {
    if positive.is_empty() || negative.is_empty() {
        return None;
    }
    let mut all: Vec<(f32, bool)> = positive.iter().map(|value| (*value, true)).collect();
    all.extend(negative.iter().map(|value| (*value, false)));
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut wins, mut below) = (0.0, 0.0);
    for ties in all.chunk_by(|a, b| a.0.total_cmp(&b.0).is_eq()) {
        let won = ties.iter().filter(|(_, is_positive)| *is_positive).count() as f64;
        let lost = ties.len() as f64 - won;
        wins += won * (below + lost / 2.0);
        below += lost;
    }
    Some(wins / (positive.len() as f64 * negative.len() as f64))
}
