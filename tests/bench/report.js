// The results as tables and a plot.
import { mkdirSync, writeFileSync } from "node:fs";
import os from "node:os";
import { join } from "node:path";
import * as vega from "vega";
import * as lite from "vega-lite";

const digits = (number, places) => (number === undefined ? "–" : number.toFixed(places));
const percent = (share) => digits(share * 100, 1);
const ms = (time) => digits(time, time < 10 ? 2 : 0);

export async function report(results, folder, browser, more) {
  const sets = [...new Set(results.map(({ set }) => set))];
  const parts = [
    "# Benchmarks", "",
    "The widget's own wasm beside other libraries that search in the browser, each in a fresh page of one Chromium, in one run:", "",
    "```sh", "cargo xtask build && cargo xtask bench", "```", "",
    `Measured with Chromium ${browser} on ${os.cpus().length} × ${os.cpus()[0].model.trim()}, Node.js ${process.versions.node}. Times of a busy machine: read the ratios.`,
    "A keystroke is each beginning of a query, one character at a time. MRR@10 is the mean of 1 / rank of the first right answer among ten; hit@3 the share of queries with a right answer among three; empty the share with no answer at all.", "",
  ];
  for (const set of sets) parts.push(...table(results.filter((result) => result.set === set)), "");
  parts.push("## Set-up", "", "| library | Japanese | English | bytes of code, brotli |", "|---|---|---|--:|");
  for (const peer of new Set(results.map((result) => result.peer))) {
    const of = (lang) => results.find((result) => result.peer === peer && result.lang === lang && result.setup);
    parts.push(`| ${peer} | ${of("ja")?.setup ?? "–"} | ${of("en")?.setup ?? "–"} | ${of("ja")?.bytes ?? of("en")?.bytes ?? "–"} |`);
  }
  parts.push("", "tasuke's bytes are the whole desk, screens and all; the others' are the search alone.", "", "![Relevance and speed](images/benchmarks.svg)", "", ...more, "");
  writeFileSync(join(folder, "benchmarks.md"), parts.join("\n"));
  mkdirSync(join(folder, "images"), { recursive: true });
  writeFileSync(join(folder, "images/benchmarks.svg"), await plot(results));
}

function table(results) {
  const [{ set, lang, articles, queries }] = results;
  const lines = [
    `## ${set}: ${articles} articles, ${queries} queries (${lang})`, "",
    "| library | hit@1 % | hit@3 % | MRR@10 | empty % | keystroke hit@3 % | keystroke empty % | keystroke p50 / p99 ms | index ms | memory MB |",
    "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
  ];
  for (const result of results) {
    if (result.failed) {
      lines.push(`| ${result.peer} | ${result.failed} | | | | | | | | |`);
      continue;
    }
    const { peer, whole, typed, build, memory } = result;
    const cut = whole.n < queries ? ` (${whole.n} queries in time)` : "";
    lines.push(`| ${peer}${cut} | ${percent(whole.hit1)} | ${percent(whole.hit3)} | ${digits(whole.mrr, 3)} | ${percent(whole.zero)} | ${percent(typed.hit3)} | ${percent(typed.zero)} | ${ms(typed.p50)} / ${ms(typed.p99)} | ${ms(build)} | ${digits(memory / 1e6, 1)} |`);
  }
  return lines;
}

async function plot(results) {
  const values = results.filter((result) => !result.failed).map(({ peer, set, lang, articles, whole, typed }) => ({ peer, set, lang, articles, mrr: whole.mrr, p99: Math.max(typed.p99, 0.01) }));
  const own = { condition: { test: "datum.peer === 'tasuke'", value: "#1f6f5c" }, value: "#9aa5a0" };
  const spec = {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json", background: "white", data: { values }, facet: { field: "set", type: "nominal", columns: 3, title: null },
    spec: {
      width: 220, height: 180,
      layer: [
        { mark: { type: "point", filled: true, size: 70 } },
        { mark: { type: "text", dx: 7, align: "left", fontSize: 10 }, encoding: { text: { field: "peer" } } },
      ],
      encoding: {
        x: { field: "p99", type: "quantitative", scale: { type: "log" }, title: "keystroke p99, ms" },
        y: { field: "mrr", type: "quantitative", scale: { domain: [0, 1] }, title: "MRR@10" }, color: own,
      },
    },
  };
  return new vega.View(vega.parse(lite.compile(spec).spec), { renderer: "none" }).toSVG();
}
