// The published demo, served by `tasuke serve` on a free port.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const PATIENCE = 20_000;

// Answers the address once the server answers there. It ends with the tests.
export async function serveDemo(options) {
  const { url, stop } = await startDemo(options);
  after(stop);
  return url;
}

// Answers the address, and how to end the server.
export async function startDemo({ folder = "target/demo" } = {}) {
  const program = process.env.TASUKE_BIN ?? `${root}target/debug/tasuke`;
  const port = await freePort();
  const store = mkdtempSync(join(tmpdir(), "tasuke-"));
  const options = ["--port", String(port), "--store", join(store, "tickets.sqlite"), "--faults", "--rate", "10000"];
  const server = spawn(program, ["serve", folder, ...options], { cwd: root, stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  server.stderr.on("data", (text) => { said += text; });
  server.on("error", (error) => { said += error.message; });
  const stop = async () => {
    server.kill();
    if (server.exitCode === null && server.signalCode === null) await once(server, "exit");
    rmSync(store, { recursive: true, force: true });
  };
  const url = `http://127.0.0.1:${port}/`;
  const deadline = Date.now() + PATIENCE;
  while (!(await answers(url))) {
    if (server.exitCode !== null || Date.now() > deadline) throw new Error(`\`tasuke serve\` did not start: ${said}`);
  }
  return { url, stop };
}

// Orders a fault of the server for its next tickets, or look-ups.
export async function order(demo, fault, { times = 1, of = "tickets" } = {}) {
  const answer = await fetch(`${demo}__fault`, { method: "POST", body: JSON.stringify({ [of]: fault, times }) });
  if (answer.status !== 204) throw new Error(`the server took no order for "${fault}": ${answer.status}`);
}

async function answers(url) {
  try {
    await fetch(url);
    return true;
  } catch {
    await new Promise((resolve) => setTimeout(resolve, 20)); // Between two looks, not instead of one.
    return false;
  }
}

export async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}
