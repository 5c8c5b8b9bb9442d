// A short soak; `cargo xtask soak` runs long ones.
import assert from "node:assert/strict";
import { test } from "node:test";
import { soak } from "../soak/run.js";

test("twenty tickets through random faults: none lost, none doubled", { timeout: 120_000 }, async () => {
  const { sent, stored, unknown, lost, doubled } = await soak({ tickets: 20, seed: 5 });
  assert.deepEqual({ sent, lost, doubled }, { sent: 20, lost: [], doubled: [] });
  assert.equal(stored + unknown.length, sent);
});
