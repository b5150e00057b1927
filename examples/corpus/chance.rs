//! Numbers by chance that are the same on every machine (SplitMix64).

pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x5deece66d)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From `low` to `high`, both included.
    pub(crate) fn between(&mut self, low: i64, high: i64) -> i64 {
        let span = u64::try_from(high - low).expect("low is at most high") + 1;
        low + i64::try_from(self.next() % span).expect("a span of cents")
    }

    pub(crate) fn one_in(&mut self, n: u64) -> bool {
        self.next().is_multiple_of(n)
    }

    pub(crate) fn choose<'t, T>(&mut self, things: &'t [T]) -> &'t T {
        &things[self.index(things.len())]
    }

    pub(crate) fn index(&mut self, len: usize) -> usize {
        usize::try_from(self.next() % len as u64).expect("an index")
    }

    /// Amounts that add up to a total, some of them zero.
    pub(crate) fn split(&mut self, total: i64, parts: usize, zero_in: u64) -> Vec<i64> {
        let weights: Vec<i64> =
            (0..parts).map(|_| if self.one_in(zero_in) { 0 } else { self.between(1, 1000) }).collect();
        let sum: i64 = weights.iter().sum::<i64>().max(1);
        let mut amounts: Vec<i64> = weights.iter().map(|weight| total / sum * weight).collect();
        let largest = (0..parts).max_by_key(|&at| weights[at]).expect("some part");
        amounts[largest] += total - amounts.iter().sum::<i64>();
        amounts
    }
}
