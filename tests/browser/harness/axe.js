// Accessibility rules by axe-core. The source goes in through the debugger,
// which the page's policy does not bind, instead of through a script tag.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

// Fails with one line a finding. Only the desk is judged, not the host page.
export async function assertAccessible(page, selector = "tasuke-help") {
  await page.evaluate(`${source};0`);
  const found = await page.evaluate(
    async ([selector, rules]) => {
      const { violations } = await window.axe.run(selector, { runOnly: rules });
      return violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help} — ${node.html}`));
    },
    [selector, RULES],
  );
  assert.deepEqual(found, []);
}
