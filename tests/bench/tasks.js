// How long the demo shop's page is busy at a stretch: before anything is wanted, while the desk opens, at keystrokes, and
// when the first answer opens; on this machine and six times slower. Clicks and keys come as the browser's own input, so
// that nothing but the page itself runs in it.
import { chromium } from "playwright-core";
import { chromiumFlags, findChromium } from "../browser/harness/find.js";
import { startDemo } from "../browser/harness/serve.js";

const RUNS = 5;
const RATES = [1, 6];
const QUIET = 400; // Milliseconds without a long task: what was asked for is done.

export const PHASES = ["before", "opening", "first key", "other keys", "an answer"];

// The longest task of each phase in the best of some runs, in milliseconds; 0 where none took 50.
export async function tasks() {
  const demo = await startDemo();
  const browser = await chromium.launch({ executablePath: findChromium(), args: chromiumFlags() });
  const results = [];
  try {
    for (const rate of RATES) {
      const runs = [];
      for (let run = 0; run < RUNS; run += 1) runs.push(await once(browser, demo.url, rate));
      results.push({ rate, longest: PHASES.map((_, phase) => Math.min(...runs.map((run) => run[phase]))) });
    }
  } finally {
    await browser.close();
    await demo.stop();
  }
  return results;
}

async function once(browser, demo, rate) {
  const context = await browser.newContext({ viewport: { width: 375, height: 760 }, locale: "ja-JP" });
  const page = await context.newPage();
  const client = await context.newCDPSession(page);
  await page.addInitScript(() => {
    window.longTasks = [];
    new PerformanceObserver((list) => window.longTasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: "longtask" });
  });
  await client.send("Emulation.setCPUThrottlingRate", { rate });
  const longest = [];
  const phase = async (act) => {
    await act();
    await quiet(page);
    longest.push(Math.round(Math.max(0, ...await page.evaluate(() => window.longTasks.splice(0)))));
  };
  const click = async (selector) => {
    const [x, y] = await page.evaluate((selector) => {
      const { left, top, width, height } = document.querySelector("tasuke-help").shadowRoot.querySelector(selector).getBoundingClientRect();
      return [left + width / 2, top + height / 2];
    }, selector);
    for (const type of ["mousePressed", "mouseReleased"]) await client.send("Input.dispatchMouseEvent", { type, x, y, button: "left", clickCount: 1 });
  };
  const type = (text) => client.send("Input.insertText", { text });
  try {
    await phase(() => page.goto(demo));
    await phase(() => click(".launcher"));
    await phase(() => type("で"));
    await phase(async () => {
      for (const letter of "んげんが") {
        await type(letter);
        await quiet(page);
      }
    });
    await phase(() => click("[data-row]"));
  } finally {
    await context.close();
  }
  return longest;
}

const quiet = (page) => page.evaluate((quiet) => new Promise((done) => {
  let last = performance.now();
  let seen = window.longTasks.length;
  const look = () => {
    if (window.longTasks.length !== seen) [seen, last] = [window.longTasks.length, performance.now()];
    if (performance.now() - last > quiet) done();
    else setTimeout(look, 50);
  };
  look();
}), QUIET);

export function table(results) {
  return [
    "## The longest task on the main thread", "",
    `Of the demo shop at 375 px, in milliseconds, the best of ${RUNS} runs; 0 where no task took 50.`, "",
    `| CPU | ${PHASES.join(" | ")} |`, `|---|${"--:|".repeat(PHASES.length)}`,
    ...results.map(({ rate, longest }) => `| ${rate === 1 ? "this machine" : `${rate} times slower`} | ${longest.join(" | ")} |`),
  ];
}

if (process.argv[1] === new URL(import.meta.url).pathname) console.log(table(await tasks()).join("\n"));
