// Measures the widget's search beside other libraries, each in a fresh page
// of the same Chromium, and its guided fixes: `node bench.js [--data FOLDER]... [--sizes 100,1000]
// [--peers a,b] [--queries N] [--budget SECONDS] [--out FILE]`.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { brotliCompressSync } from "node:zlib";
import { build } from "esbuild";
import { chromium } from "playwright-core";
import { chromiumFlags, findChromium } from "../browser/harness/find.js";
import { demo, folder, keystrokes, made } from "./data.js";
import { table as flowTable, timed } from "./flows.js";
import { report } from "./report.js";
import { serve } from "./serve.js";
import { pagefind, program, tasuke, widget } from "./prepare.js";
import { table as taskTable, tasks } from "./tasks.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const PEERS = ["tasuke", "minisearch", "flexsearch", "fuse", "orama", "lunr", "pagefind"];
const { values } = parseArgs({
  options: {
    data: { type: "string", multiple: true, default: [] }, sizes: { type: "string", default: "100,1000,10000" },
    peers: { type: "string", default: PEERS.join() }, queries: { type: "string", default: "400" },
    budget: { type: "string", default: "20" }, out: { type: "string", default: join(root, "target/bench") },
  },
});

const work = mkdtempSync(join(tmpdir(), "tasuke-bench-"));
const sets = [
  demo(root, "ja"), demo(root, "en"), ...values.data.map((path) => folder(resolve(path), Number(values.queries))),
  ...values.sizes.split(",").filter(Boolean).flatMap((size) => ["ja", "en"].map((lang) => made(root, Number(size), lang))),
];
const budget = Number(values.budget) * 1000;
const site = await serve(work);
const browser = await chromium.launch({ executablePath: findChromium(), args: chromiumFlags() });
const results = [];
let flows;
try {
  widget(root, work);
  flows = await timed(program(root), work, site, browser);
  for (const peer of values.peers.split(",").filter(Boolean)) {
    const script = await bundle(peer);
    for (const set of sets) {
      const result = await measure(peer, script, set);
      results.push({ peer, set: set.name, lang: set.lang, articles: set.docs.length, queries: set.queries.length, ...result });
      const { failed, whole, build: built } = result;
      console.log(`${peer} on ${set.name}: ${failed ?? `MRR@10 ${whole.mrr.toFixed(3)}, built in ${Math.round(built)} ms`}`);
    }
  }
} finally {
  await browser.close();
  await site.stop();
  rmSync(work, { recursive: true, force: true });
}
const out = resolve(root, values.out);
mkdirSync(out, { recursive: true });
writeFileSync(join(out, "results.json"), JSON.stringify({ flows, results }, null, 1));
await report(results, out, browser.version(), [...taskTable(await tasks()), "", ...flowTable(flows)]);
console.log(`\n${join(out, "benchmarks.md")}`);

// One script for each peer, so that none pays for another's bytes or optimised code.
async function bundle(peer) {
  const name = `${peer}.js`;
  const options = { bundle: true, format: "esm", minify: true, outfile: join(work, name), logLevel: "error" };
  await build({ ...options, entryPoints: [fileURLToPath(new URL("page.js", import.meta.url))], alias: { peer: fileURLToPath(new URL(`peers/${peer}.js`, import.meta.url)) } });
  return { name, bytes: brotliCompressSync(readFileSync(join(work, name))).length };
}

async function measure(peer, script, set) {
  const places = {};
  let bytes = script.bytes;
  try {
    if (peer === "pagefind") {
      // Its fragments are files: ten thousand of them tell more of the disk.
      if (set.docs.length > 2000) return { failed: "left out: its index is a file for each article" };
      Object.assign(places, await pagefind(work, set));
      bytes += places.bytes;
    }
    if (peer === "tasuke") {
      Object.assign(places, tasuke(root, work, set));
      bytes = places.bytes;
    }
  } catch (error) {
    return { failed: `cannot be prepared: ${error.message}` };
  }
  const page = await browser.newPage();
  try {
    await page.goto(`${site.url}?${peer}`);
    await page.addScriptTag({ type: "module", url: `/${script.name}` });
    const client = await page.context().newCDPSession(page);
    const work_ = { docs: set.docs, lang: set.lang, queries: set.queries, keystrokes: keystrokes(set.queries, 100), budget, places };
    const before = await heap(client);
    const limit = new Promise((_, reject) => { setTimeout(() => reject(new Error("took longer than the budget allows")), budget * 6).unref(); });
    const measured = await Promise.race([page.evaluate((work) => globalThis.bench(work), work_), limit]);
    return { ...summed(measured), setup: measured.setup, bytes, build: measured.build + (places.built ?? 0), memory: measured.memory ?? (await heap(client)) - before };
  } catch (error) {
    return { failed: error.message.split("\n")[0] };
  } finally {
    await page.close();
  }
}

async function heap(client) {
  await client.send("HeapProfiler.collectGarbage");
  return (await client.send("Runtime.getHeapUsage")).usedSize;
}

function summed({ whole, typed }) {
  const of = ({ times, ranks, empty }) => {
    const sorted = [...times].sort((a, b) => a - b);
    const share = (most) => ranks.filter((rank) => rank > 0 && rank <= most).length / ranks.length;
    const mrr = ranks.reduce((sum, rank) => sum + (rank ? 1 / rank : 0), 0) / ranks.length;
    const at = (part) => sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))];
    return { n: ranks.length, hit1: share(1), hit3: share(3), hit10: share(10), mrr, zero: empty / ranks.length, p50: at(0.5), p99: at(0.99) };
  };
  return { whole: of(whole), typed: of(typed) };
}
