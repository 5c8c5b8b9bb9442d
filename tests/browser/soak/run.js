// The soak: tickets through random faults, in a real browser, against the
// real server. What the widget promised is then looked for in the store.
import { mortalBrowser } from "./browser.js";
import { chanceOf } from "./chance.js";
import { SEND, holds, look, send, tap, until, write } from "./customer.js";
import { mortalServer } from "./server.js";

// How often what happens to a ticket; the weights make a hundred.
const FAULTS = [
  [22, "none"], [8, "500"], [5, "503:1"], [7, "429:1"], [4, "429"], [4, "400:email"], [4, "403"], [9, "refuse"], [10, "drop"],
  [6, "delay"], [8, "offline"], [7, "close"], [3, "crash"], [3, "restart"],
];
const RARE = [1, "hang"]; // Twenty seconds each: not in a short run.
const FILED = 3; // Every third ticket has a file.
const TABS = 2;
const PATIENCE = 60_000; // For the next of those that wait.

// Answers `{sent, stored, unknown, lost, doubled}`: two numbers, then tickets' names, of `unknown` with how they stand.
export async function soak({ tickets, seed, say = () => {} }) {
  const chance = chanceOf(seed);
  const pattern = new RegExp(`soak-${seed}-(\\d+)。`);
  const faults = tickets > 100 ? [...FAULTS, RARE] : FAULTS;
  const server = await mortalServer();
  const browser = await mortalBrowser();
  const promised = new Set();
  let context, tabs;

  const open = async () => {
    const page = await context.newPage();
    await page.goto(server.url);
    return page;
  };
  const begin = async () => {
    context = await browser.start();
    tabs = [];
    for (let tab = 0; tab < TABS; tab += 1) tabs.push(await open());
  };
  // What happens while the ticket is on its way; true if nobody is left to be told anything.
  const during = async (fault, at) => {
    const onItsWay = () => tabs[at].waitForRequest("**/tickets", { timeout: 5_000 }).catch(() => {});
    const begun = onItsWay();
    await tap(tabs[at], SEND);
    await begun;
    await tabs[at].waitForTimeout(chance.below(120)); // Any moment of it.
    if (fault === "close") {
      await tabs[at].close();
      tabs[at] = await open();
    } else if (fault === "crash") {
      await browser.kill();
      await begin();
    } else {
      await server.kill();
      await server.start();
    }
    return fault !== "restart";
  };
  const one = async (number, fault) => {
    const at = chance.below(TABS);
    const message = `soak-${seed}-${number}。`;
    const video = number % FILED === 0 && Buffer.from(`\0\0\0\x18ftypisom\0\0\0\0isommp41${message.repeat(2000)}`);
    await write(tabs[at], message, video);
    const of = video && chance.below(2) ? "files" : "tickets";
    if (fault === "offline") await context.setOffline(true);
    else if (fault === "delay" || fault === "close") await server.order(`delay:${chance.below(600)}`, 1, of);
    else if (!["none", "crash", "restart"].includes(fault)) await server.order(fault, 1 + chance.below(3), fault === "400:email" ? "tickets" : of);
    else if (fault === "crash") await server.order(chance.below(2) ? "drop" : "delay:80", 1, of);
    if (["close", "crash", "restart"].includes(fault) && await during(fault, at)) return;
    for (let attempt = 0; attempt < 9; attempt += 1) {
      const seen = attempt === 0 && fault === "restart" ? await told(tabs[at]) : await send(tabs[at]);
      if (seen !== "form") {
        promised.add(String(number));
        break;
      }
    }
    if (fault === "offline") await context.setOffline(false);
  };
  const told = async (page) => {
    const seen = await until(page, ({ heading, alert }) => /受け付けました|まだ送信されていません|送信状況/.test(heading) || alert);
    return seen.alert ? "form" : "promised";
  };

  try {
    await begin();
    for (let number = 1; promised.size < tickets; number += 1) {
      const fault = chance.of(faults);
      try {
        await one(number, fault);
      } catch (error) {
        throw new Error(`ticket ${number}, ${fault}: ${error.message}`, { cause: error });
      }
      say({ number, fault, promised: promised.size });
    }
    for (const of of ["tickets", "files"]) await server.order("500", 0, of);
    await settle(tabs, promised, server, pattern);
    const stored = await server.stored(pattern);
    const held = await holds(tabs[0], pattern);
    // A ticket without its file is not what was promised.
    const isWhole = (ticket) => stored.has(ticket) && (Number(ticket) % FILED > 0 || stored.get(ticket).files > 0);
    const missing = [...promised].filter((ticket) => !isWhole(ticket));
    return {
      sent: promised.size,
      stored: [...promised].filter(isWhole).length,
      unknown: missing.filter((ticket) => held.has(ticket)).map((ticket) => `${ticket} (${held.get(ticket)})`),
      lost: missing.filter((ticket) => !held.has(ticket)),
      doubled: [...stored].filter(([, { times }]) => times > 1).map(([ticket]) => ticket),
    };
  } finally {
    await browser.end();
    await server.end();
  }
}

// All is well again: what waits is sent, what was refused unseen is corrected by the customer.
async function settle([page], promised, server, pattern) {
  let deadline = Date.now() + PATIENCE;
  let waited = Infinity;
  while (Date.now() < deadline) {
    const waiting = [...(await holds(page, pattern)).keys()].filter((ticket) => promised.has(ticket)).length;
    if (waiting === 0) return;
    if (waiting < waited) deadline = Date.now() + PATIENCE;
    waited = waiting;
    await page.goto(server.url);
    // The network was away for a moment: then nobody waits for a time to come.
    await page.evaluate(() => window.tasuke.open());
    const seen = await until(page, ({ buttons }) => buttons.some((name) => name.includes("まだ送信されていません") || name.includes("送信状況")), 5_000)
      .catch(() => look(page));
    const row = seen.buttons.find((name) => name.includes("まだ送信されていません") || name.includes("送信状況"));
    if (!row) continue;
    await page.evaluate(() => window.dispatchEvent(new Event("online")));
    await tap(page, row);
    await page.waitForTimeout(300); // For what is sent by itself.
    if (await tap(page, "内容を直す")) {
      await until(page, ({ buttons }) => buttons.some((name) => name.includes(SEND)));
      await send(page);
    } else {
      await tap(page, "今すぐ送信する");
    }
    await page.waitForTimeout(300); // For the answer.
  }
}
