// Compressed sizes of what is published: one line a file, tab-separated:
// path, size, brotli size, locale (of published knowledge, else "-").
// Node.js has brotli built in, so nothing needs to be installed or compiled.
const { readdirSync, readFileSync } = require("node:fs");
const { dirname, join, relative } = require("node:path");
const { brotliCompressSync, constants } = require("node:zlib");

const root = process.argv[1];
const locales = new Map();

function walk(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? walk(path) : [path];
  });
}

const files = walk(root).filter((path) => /\.(js|mjs|wasm|css|json)$/.test(path));

for (const path of files.filter((path) => path.endsWith("manifest.json"))) {
  const manifest = JSON.parse(readFileSync(path, "utf8"));
  for (const [locale, { core, bodies = [] }] of Object.entries(manifest.locales ?? {})) {
    for (const file of [core, ...bodies]) locales.set(join(dirname(path), file), locale);
  }
}

for (const path of files) {
  const bytes = readFileSync(path);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  const compressed = brotliCompressSync(bytes, { params }).length;
  const name = relative(root, path).replaceAll("\\", "/");
  console.log([name, bytes.length, compressed, locales.get(path) ?? "-"].join("\t"));
}
