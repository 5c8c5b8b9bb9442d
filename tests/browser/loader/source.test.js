// What can be said of the loader by reading it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { brotliCompressSync } from "node:zlib";
import { parse } from "acorn";

const source = readFileSync(new URL("../../../www/tasuke.js", import.meta.url), "utf8");
const shipped = readFileSync(new URL("../../../target/demo/tasuke.js", import.meta.url), "utf8");

for (const [name, text] of [["as it is written", source], ["as it is shipped", shipped]]) {
  test(`its syntax is old enough for browsers below the floor, ${name}`, () => {
    // Dynamic import came to browsers before it came to the standard.
    parse(text.replaceAll("import(", "load("), { ecmaVersion: 2018, sourceType: "script" });
  });

  test(`it takes no way that a strict policy forbids, ${name}`, () => {
    assert.doesNotMatch(text, /innerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|setAttribute\("style"/);
  });
}

test("a shop's page in another encoding reads its words", () => {
  assert.match(shipped, /^[\x00-\x7f]*$/);
  assert.match(JSON.parse(`"${/help:"([^"]*)"/.exec(shipped)[1]}"`), /^ヘルプ$/);
});

test("it stays small", () => {
  const { length } = brotliCompressSync(shipped);
  assert.ok(length <= 5_000, `${length} bytes`);
});
