// Chance that comes out the same for a seed: mulberry32.
export function chanceOf(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    below: (most) => Math.floor(next() * most),
    // One of `[weight, value]`.
    of(weighted) {
      let at = next() * weighted.reduce((sum, [weight]) => sum + weight, 0);
      return weighted.find(([weight]) => (at -= weight) < 0)[1];
    },
  };
}
