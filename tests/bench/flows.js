// How long a step of a long flow takes in the widget, and `tasuke check` on many flows.
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

const option = (id, next) => ({ id, label: `選択肢 ${id}`, next });

// So many steps, one behind the other, of the kinds that customers meet most; every fifth is a branch over an earlier answer.
function chain(id, count) {
  const name = (index) => (index < count ? `s${index}` : "end");
  const steps = { end: { kind: "end", outcome: "solved" } };
  for (let index = 0; index < count; index += 1) {
    const next = name(index + 1);
    const past = `s${index - (index % 5)}`;
    steps[name(index)] = [
      { kind: "choose", ask: `質問 ${index}`, options: [option("a", next), option("b", next), option("c", name(index + 2))] },
      { kind: "do", text: `手順 ${index} を試してください。`, fixed: "end", next },
      { kind: "enter", ask: `質問 ${index}`, next },
      { kind: "do", text: `手順 ${index} を試してください。`, fixed: "end", next },
      { kind: "branch", cases: [{ when: { "==": [{ var: `answer.${past}` }, "c"] }, next: name(index + 2) }], else: next },
    ][index % 5];
  }
  return { id, title: `診断 ${id}`, start: "s0", steps };
}

// So many steps as a tree: each way through it is short, as it should be.
function tree(id, count) {
  const name = (index) => (index < count ? `s${index}` : "end");
  const steps = { end: { kind: "end", outcome: "solved" } };
  for (let index = 0; index < count; index += 1) {
    steps[name(index)] = { kind: "choose", ask: `質問 ${index}`, options: ["a", "b", "c"].map((letter, nth) => option(letter, name(3 * index + 1 + nth))) };
  }
  return { id, title: `診断 ${id}`, start: "s0", steps };
}

const file = (flows) => ({ format: 1, site: { name: "Benchmark", locales: ["ja"] }, flows });

// Milliseconds that `tasuke check` takes, from its start to its end, on 200 flows of 50 steps; the middle of five runs.
function checked(program, work) {
  const path = join(work, "flows.json");
  writeFileSync(path, JSON.stringify(file(Array.from({ length: 200 }, (_, index) => chain(`f${index}`, 50)))));
  const times = Array.from({ length: 5 }, () => {
    const start = performance.now();
    try {
      execFileSync(program, ["check", path], { stdio: "ignore" });
    } catch { /* Paths of more than seven questions are a warning: what it says is not measured. */ }
    return performance.now() - start;
  });
  return middle(times);
}

// Milliseconds of an answer in a flow of 500 steps, from the command to the next step's description: on short ways, and on
// the one way through all of them.
async function stepped(program, work, site, browser) {
  const path = join(work, "flow.json");
  writeFileSync(path, JSON.stringify(file([tree("short", 500), chain("long", 500)])));
  execFileSync(program, ["build", path, "--no-widget", "--out", join(work, "published-flow")], { stdio: "ignore" });
  const page = await browser.newPage();
  try {
    await page.goto(site.url);
    const summed = (times) => ({ n: times.length, p50: middle(times), p99: times.toSorted((a, b) => a - b)[Math.floor(0.99 * times.length)] });
    const { short, long } = await page.evaluate(walk);
    return { short: summed(short), long: summed(long) };
  } finally {
    await page.close();
  }
}

// In the page: a hundred times along the short ways, once along the long one.
async function walk() {
  const glue = await import("/widget/tasuke-widget.js");
  await glue.default({ module_or_path: fetch("/widget/tasuke-widget_bg.wasm") });
  await glue.rest(fetch("/widget/tasuke-widget_rest.wasm"));
  let heard = () => {};
  const next = (name) => new Promise((done, fail) => {
    heard = (event, detail) => (event === name ? done(JSON.parse(detail)) : event === "trouble" && fail(new Error(detail)));
  });
  const config = { knowledge: new URL("/published-flow/manifest.json", location.href).href, assets: "/widget/", mode: "headless", rest: true, locale: "ja", page: "/" };
  let came = next("ready");
  const desk = glue.mount(document.createElement("div"), JSON.stringify(config), (name, detail) => heard(name, detail));
  await came;
  const act = (flow, act, value) => {
    came = next("walked");
    desk.command("walk", JSON.stringify([{ flow, act, value }]));
    return came;
  };
  const through = async (flow, times, option) => {
    let step = await act(flow, "restart");
    while (step.kind !== "end") {
      const value = { choose: option, do: "no", enter: "答え" }[step.kind];
      const start = performance.now();
      step = await act(flow, "answer", value);
      times.push(performance.now() - start);
    }
  };
  const short = [];
  for (let round = 0; round < 100; round += 1) await through("short", short, "abc"[round % 3]);
  const long = [];
  await through("long", long, "a");
  return { short, long };
}

// Both, in milliseconds.
export async function timed(program, work, site, browser) {
  const flows = { ...(await stepped(program, work, site, browser)), check: checked(program, work) };
  console.log(`an answer among 500 steps: ${flows.short.p50.toFixed(2)} ms; checking 200 flows of 50 steps: ${Math.round(flows.check)} ms`);
  return flows;
}

// What was measured, as lines of the report.
export function table({ short, long, check }) {
  const ms = (...times) => times.map((time) => time.toFixed(time < 10 ? 2 : 0)).join(" / ");
  return [
    "## Guided fixes", "", "| what | ms |", "|---|--:|",
    `| an answer in a flow of 500 steps whose ways have six questions, p50 / p99 | ${ms(short.p50, short.p99)} |`,
    `| an answer on the one way through 500 steps, ${long.n} questions, p50 / p99 | ${ms(long.p50, long.p99)} |`,
    `| \`tasuke check\`, not optimised, on 200 flows of 50 steps, from its start to its end | ${ms(check)} |`,
  ];
}

const middle = (times) => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)];
