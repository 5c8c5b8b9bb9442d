// What can be said of the loader by reading it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { brotliCompressSync } from "node:zlib";
import { parse } from "acorn";

const source = readFileSync(new URL("../../../www/tasuke.js", import.meta.url), "utf8");

test("its syntax is old enough for browsers below the floor", () => {
  // Dynamic import came to browsers before it came to the standard.
  parse(source.replaceAll("import(", "load("), { ecmaVersion: 2018, sourceType: "script" });
});

test("it takes no way that a strict policy forbids", () => {
  assert.doesNotMatch(source, /innerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|setAttribute\("style"/);
});

test("it stays small", () => {
  // As it ships: without indentation and lines that are only a comment.
  const lines = source.split("\n").map((line) => line.trim()).filter((line) => line && !line.startsWith("//"));
  const { length } = brotliCompressSync(lines.join("\n"));
  assert.ok(length <= 5_000, `${length} bytes`);
});
