// What has to be there before a page is opened: published knowledge, a built index.
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";

const small = (file) => brotliCompressSync(readFileSync(file)).length;

const there = (path) => {
  if (!existsSync(path)) throw new Error("run `cargo xtask build` first");
  return path;
};

// The command.
export const program = (root) => there(process.env.TASUKE_BIN ?? join(root, "target/debug/tasuke"));

// The widget as it was built, where pages find it.
export function widget(root, work) {
  const folder = join(work, "widget");
  if (!existsSync(folder)) cpSync(there(join(root, "target/widget")), folder, { recursive: true });
  return folder;
}

// The widget's bytes, and the set published as a shop would publish it.
export function tasuke(root, work, set) {
  const command = program(root);
  const built = widget(root, work);
  const folder = join(work, `published-${set.name}`);
  const source = join(work, `${set.name}.json`);
  if (set.source) cpSync(set.source, source);
  else writeFileSync(source, JSON.stringify(knowledge(set)));
  // Readings and synonyms, as an editor would let the tool add them; the demo file has them.
  if (!set.source) execFileSync(command, ["enrich", source], { stdio: "ignore" });
  execFileSync(command, ["build", source, "--no-widget", "--out", folder], { stdio: "ignore" });
  const bytes = readdirSync(built).filter((name) => /\.(js|wasm)$/.test(name)).reduce((sum, name) => sum + small(join(built, name)), 0);
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
