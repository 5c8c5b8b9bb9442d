// Every guided fix of the demo, walked by keyboard to each of its ends: one story a flow, from the scenarios in
// `knowledge.json` that `tasuke check` plays without a browser. On the narrowest screen, where nothing may stick out.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { DESKTOP, assertAccessible, desk, serveDemo, story } from "../harness/index.js";

const demo = await serveDemo();
const { flows, tests } = JSON.parse(readFileSync(new URL("../../../knowledge.json", import.meta.url), "utf8"));
const flowOf = (id) => flows.find((flow) => flow.id === id);

const NARROW = { width: 320, height: 640 };
const ZOOMED = { width: 640, height: 400 }; // 1280 × 800 at 200 %.
const NOON = "2026-11-22T12:00:00+09:00";
const HEADINGS = {
  solved: "解決してよかったです", article: "こちらをご覧ください", ticket: "担当者におつなぎします", person: "担当者におつなぎします",
  link: "次のページへ進んでください",
};
const FAULTS = { "not-found": [404, ""], later: [503, ""], refused: [403, ""], nonsense: [200, "<!doctype html>"] };
const EXPECTED = [/40[34]|503/];

// A step by its key, also in a flow that `go` leads into: `wrong/what`.
function stepOf(flow, key) {
  const names = key.split("/");
  const last = names.pop();
  return names.reduce((flow, name) => flowOf(flow.steps[name].flow), flow).steps[last];
}

// What of a text must be on the screen: without its markup, and without what is filled in.
function pieces(text) {
  const plain = text.replaceAll("**", "").replace(/\[([^\]]*)\]\([^)]*\)/g, "$1");
  return plain.split(/\n+|\{[a-z.]+\}/).map((piece) => piece.replace(/^(- |\d+\. )/, "").trim()).filter(Boolean);
}

// What an endpoint of the shop would say, of what a scenario calls by the names of `reads`.
function answerOf(lookup, found) {
  if (typeof found === "string") return FAULTS[found];
  const named = Object.entries(found).map(([name, value]) => [lookup.reads[name].path.slice(1), value]);
  return [200, JSON.stringify(Object.fromEntries(named))];
}

// Nothing of the desk is cut off or has to be scrolled sideways.
async function assertFits(page, where) {
  const wide = await page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const all = [...document.querySelector("tasuke-help").shadowRoot.querySelectorAll("#panel, #panel *")];
    const isSeen = (element) => element.checkVisibility() && !element.closest("[role=status], svg");
    const sticksOut = (element) => element.getBoundingClientRect().right > width + 1 || (/auto|scroll/.test(getComputedStyle(element).overflowX) && element.scrollWidth > element.clientWidth + 1);
    return [...(document.documentElement.scrollWidth > width ? ["the page"] : []), ...all.filter(isSeen).filter(sticksOut).map((element) => element.outerHTML.slice(0, 120))];
  });
  assert.deepEqual(wide, [], where);
}

const seen = new Set();
// The first of each kind of step is judged by axe, whichever story meets it.
async function judge(page, kind, where) {
  await assertFits(page, where);
  if (seen.has(kind)) return;
  seen.add(kind);
  await assertAccessible(page);
}

async function reads(panel, text, where) {
  for (const piece of pieces(text)) {
    await panel.getByText(piece, { exact: false }).first().waitFor().catch((error) => { throw new Error(`${where}: ${piece}: ${error.message}`); });
  }
}

// Answers one step by its words, with keys.
async function answer(page, step, value, where) {
  const { panel, button, say } = desk(page);
  if (step.kind === "do") {
    await reads(panel, step.text.ja, where);
    await judge(page, step.image ? "do with a picture" : "do", where);
    await button(value === "yes" ? say.yes : say.no).press("Enter");
  } else if (step.kind === "choose") {
    const group = panel.getByRole("group", { name: step.ask.ja });
    await group.waitFor();
    await judge(page, step.many ? "choose many" : "choose", where);
    for (const id of [value].flat()) {
      const { label } = step.options.find((option) => option.id === id);
      await group.getByRole(step.many ? "checkbox" : "radio", { name: label.ja, exact: true }).press("Space");
    }
    await button(say.next).press("Enter");
  } else {
    const field = panel.getByLabel(step.ask.ja);
    await field.fill(value);
    await judge(page, `enter ${step.type}`, where);
    await field.press("Enter");
  }
  const option = step.options?.find(({ id }) => id === value);
  return option?.next ?? step.next;
}

async function play(page, flow, test) {
  const { panel, button, say } = desk(page);
  const lookups = Object.entries(test.lookups ?? {});
  const told = lookups.map(([key, found]) => answerOf(stepOf(flow, key), found));
  await page.unrouteAll({ behavior: "ignoreErrors" });
  await page.route("**/lookup/order", (route) => {
    const [status, body] = told[0] ?? [500, ""];
    return route.fulfill({ status, body, contentType: "application/json" });
  });
  await page.evaluate(() => { window.ends = []; });
  for (const [key, value] of Object.entries(test.answers)) {
    const where = `${flow.id}: ${key} of ${JSON.stringify(test.answers)}`;
    const next = await answer(page, stepOf(flow, key), value, where);
    const show = stepOf(flow, key.replace(/[^/]+$/, next ?? ""));
    if (show?.kind === "show") {
      await reads(panel, show.text.ja, where);
      await judge(page, "show", where);
      await button(say.next).press("Enter");
    }
  }
  const { outcome } = test.expect;
  const where = `${flow.id}: the end of ${JSON.stringify(test.answers)}`;
  await panel.getByRole("heading", { name: HEADINGS[outcome] }).waitFor().catch((error) => { throw new Error(`${where}: ${error.message}`); });
  // Where facts alone lead to an end, nothing was answered that could lead there.
  if (Object.keys(test.answers).length === 0) return;
  const end = await page.waitForFunction(() => window.ends.pop()).then((found) => found.jsonValue());
  assert.equal(end.outcome, outcome, where);
  const step = stepOf(flow, end.step);
  await reads(panel, step.text.ja, where);
  await judge(page, `end ${outcome}${step.refuses ? " that refuses" : ""}`, where);
  if (step.refuses || outcome === "person") await button("担当者に問い合わせる").waitFor();
  if (outcome === "ticket") await button(say.write).waitFor();
  if (outcome === "link") assert.equal(await panel.getByRole("link", { name: step.label.ja }).getAttribute("href"), step.url);
}

async function begin(page) {
  await page.addInitScript(() => {
    window.ends = [];
    document.addEventListener("tasuke:flow-end", ({ detail }) => window.ends.push(detail));
  });
  await page.goto(demo);
}

for (const flow of flows) {
  const own = tests.flows.filter((test) => test.flow === flow.id);
  // What the page told cannot be taken back, only told anew: first what needs none of it.
  own.sort((one, other) => Object.keys(one.facts ?? {}).length - Object.keys(other.facts ?? {}).length);
  const names = new Set(own.map((test) => Object.keys(test.facts ?? {}).join()).filter(Boolean));
  story(`${flow.id} leads to its ends`, { viewport: NARROW, now: NOON, expected: EXPECTED }, async ({ page }) => {
    assert.ok(own.length > 0 && names.size < 2, "scenarios, and none in which the facts of another would still hold");
    await begin(page);
    for (const test of own) {
      await page.evaluate(([facts, flow]) => {
        window.tasuke.context(facts);
        return window.tasuke.flow(flow);
      }, [test.facts ?? {}, flow.id]);
      await play(page, flow, test);
      const again = desk(page).button("最初からやり直す");
      if (Object.keys(test.answers).length > 0) await again.press("Enter");
    }
  });
}

// Each kind of step at other sizes: the longest scenario of some flows.
for (const [name, viewport, size] of [["at 200 % zoom", ZOOMED, ""], ["where only letters are zoomed, to 200 %", DESKTOP, "32px"]]) {
  story(`nothing sticks out ${name}`, { viewport, now: NOON, expected: EXPECTED }, async ({ page }) => {
    await begin(page);
    await page.evaluate(() => window.tasuke.flow("power-check"));
    await desk(page).panel.getByRole("img").waitFor();
    await page.evaluate((size) => { document.querySelector("tasuke-help").shadowRoot.querySelector(".desk").style.fontSize = size; }, size);
    for (const id of ["power-check", "wrong-or-damaged", "payment-refused", "order-status", "return-item"]) {
      const own = tests.flows.filter((test) => test.flow === id && !test.facts);
      const [longest] = own.sort((one, other) => Object.keys(other.answers).length - Object.keys(one.answers).length);
      await page.evaluate((id) => window.tasuke.flow(id), id);
      await play(page, flowOf(id), longest);
    }
  });
}
