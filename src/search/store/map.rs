//! A hash table from keys to dense ids: half the code of the standard one, and no strings.

use crate::text::Key;

#[derive(Debug, Default)]
pub(in crate::search) struct Map {
    /// Ids, plus one; the length is a power of two.
    slots: Vec<u32>,
    keys: Vec<Key>,
}

impl Map {
    pub(in crate::search) fn get(&self, key: Key) -> Option<u32> {
        self.slots.get(self.find(key)).and_then(|slot| slot.checked_sub(1))
    }

    pub(in crate::search) fn key(&self, id: u32) -> Option<Key> {
        self.keys.get(id as usize).copied()
    }

    /// The id of a key, and whether it is new.
    pub(in crate::search) fn insert(&mut self, key: Key) -> (u32, bool) {
        if self.keys.len() * 2 >= self.slots.len() {
            self.grow();
        }
        let at = self.find(key);
        let id = self.keys.len() as u32;
        match self.slots.get_mut(at) {
            Some(0) | None => {}
            Some(known) => return (*known - 1, false),
        }
        if let Some(slot) = self.slots.get_mut(at) {
            *slot = id + 1;
        }
        self.keys.push(key);
        (id, true)
    }

    /// The slot of a key, or the free one where it belongs.
    fn find(&self, key: Key) -> usize {
        let mask = self.slots.len().wrapping_sub(1);
        // Fibonacci hashing: the upper bits of the product depend on all bits of the key.
        let mut at = (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize & mask;
        while let Some(slot) = self.slots.get(at) {
            match slot.checked_sub(1) {
                Some(id) if self.key(id) != Some(key) => at = (at + 1) & mask,
                _ => break,
            }
        }
        at
    }

    fn grow(&mut self) {
        self.slots = vec![0; (self.slots.len() * 2).max(64)];
        for id in 0..self.keys.len() {
            let at = self.key(id as u32).map_or(0, |key| self.find(key));
            if let Some(slot) = self.slots.get_mut(at) {
                *slot = id as u32 + 1;
            }
        }
    }
}
