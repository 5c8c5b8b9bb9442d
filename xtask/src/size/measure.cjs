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

const compressed = (bytes) => {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  return brotliCompressSync(bytes, { params }).length;
};

for (const path of files) {
  const bytes = readFileSync(path);
  const name = relative(root, path).replaceAll("\\", "/");
  const print = (name, size, brotli, kind) => console.log([name, size, brotli, kind].join("\t"));
  const locale = locales.get(path);
  const { strings, ...knowledge } = locale ? JSON.parse(bytes) : {};
  if (!strings) {
    print(name, bytes.length, compressed(bytes), locale ?? "-");
    continue;
  }
  // The UI texts travel in the knowledge file, to save a request. They are the code's, not the shop's.
  const own = Buffer.from(JSON.stringify(knowledge));
  const brotli = compressed(own);
  print(name, own.length, brotli, locale);
  print(`${name}, UI texts`, bytes.length - own.length, compressed(bytes) - brotli, "texts");
}
