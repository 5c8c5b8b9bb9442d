// A small site of our own for the loader's tests: every answer can be
// replaced, every request is remembered, every page has the strict policy.
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname } from "node:path";

export const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; " +
  "img-src 'self'; require-trusted-types-for 'script'; trusted-types tasuke";

const KINDS = {
  ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8",
  ".json": "application/json", ".wasm": "application/wasm",
};

// `answers` maps a path to a string, bytes, a file URL, a status number, or a
// function that gives one of these (it may be a promise, to be slow).
export async function startSite(answers, { policy = POLICY } = {}) {
  const requests = [];
  const server = createServer(async (request, response) => {
    const path = request.url.split("?")[0];
    if (path === "/favicon.ico") return response.writeHead(204).end();
    requests.push(path);
    let answer = answers[path] ?? 404;
    if (typeof answer === "function") answer = await answer();
    if (typeof answer === "number") return response.writeHead(answer).end();
    const body = answer instanceof URL ? await readFile(answer) : answer;
    const type = KINDS[extname(path)] ?? KINDS[".html"];
    response.writeHead(200, { "content-type": type, "content-security-policy": policy, "cache-control": "no-store" });
    response.end(body);
  });
  server.listen(0, "127.0.0.1");
  server.unref(); // A test that failed must not keep the run from ending.
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    requests,
    answers,
    async stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}
