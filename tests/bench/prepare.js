// What has to be there before a page is opened: published knowledge, a built index.
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";

const small = (file) => brotliCompressSync(readFileSync(file)).length;

// The widget, and the set published as a shop would publish it.
export function tasuke(root, work, set) {
  const program = process.env.TASUKE_BIN ?? join(root, "target/debug/tasuke");
  const built = join(root, "target/widget");
  for (const need of [program, built]) if (!existsSync(need)) throw new Error("run `cargo xtask build` first");
  const widget = join(work, "widget");
  if (!existsSync(widget)) cpSync(built, widget, { recursive: true });
  const folder = join(work, `published-${set.name}`);
  const source = join(work, `${set.name}.json`);
  if (set.source) cpSync(set.source, source);
  else writeFileSync(source, JSON.stringify(knowledge(set)));
  // Readings and synonyms, as an editor would let the tool add them; the demo file has them.
  if (!set.source) execFileSync(program, ["enrich", source], { stdio: "ignore" });
  execFileSync(program, ["build", source, "--no-widget", "--out", folder], { stdio: "ignore" });
  const bytes = readdirSync(widget).filter((name) => /\.(js|wasm)$/.test(name)).reduce((sum, name) => sum + small(join(widget, name)), 0);
  return { widget: "/widget", knowledge: `/published-${set.name}/manifest.json`, bytes };
}

function knowledge({ lang, docs }) {
  const articles = docs.map(({ id, title, questions, body }) => ({
    id, category: "all", title, body: body || title,
    // The notation's own signs are meant as themselves here.
    questions: questions.map((question) => question.replace(/[()|[\]\\（）｜［］]/g, "\\$&")),
  }));
  return { format: 1, site: { name: "Benchmark", locales: [lang] }, categories: [{ id: "all", title: "All" }], articles };
}

// Pagefind's index, by its own program.
export async function pagefind(work, set) {
  const { createIndex, close } = await import("pagefind");
  const start = performance.now();
  const { index } = await createIndex({ forceLanguage: set.lang });
  for (const { id, title, questions, body } of set.docs) {
    await index.addCustomRecord({ url: `/${encodeURIComponent(id)}`, content: [title, ...questions, body].join("\n"), language: set.lang, meta: { id, title } });
  }
  const folder = join(work, `pagefind-${set.name}`);
  mkdirSync(folder, { recursive: true });
  await index.writeFiles({ outputPath: folder });
  const built = performance.now() - start;
  await close();
  const bytes = readdirSync(folder).filter((name) => /^pagefind(-worker)?\.js$|\.pagefind$/.test(name)).reduce((sum, name) => sum + small(join(folder, name)), 0);
  return { folder: `/pagefind-${set.name}`, built, bytes };
}
