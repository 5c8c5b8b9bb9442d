// The published demo, served by `tasuke serve` on a free port.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { after } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const PATIENCE = 20_000;

// Answers the address once the server answers there. It ends with the tests.
export async function serveDemo({ folder = "target/demo" } = {}) {
  const program = process.env.TASUKE_BIN ?? `${root}target/debug/tasuke`;
  const port = await freePort();
  const server = spawn(program, ["serve", folder, "--port", String(port)], { cwd: root, stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  server.stderr.on("data", (text) => { said += text; });
  server.on("error", (error) => { said += error.message; });
  after(() => server.kill());
  const url = `http://127.0.0.1:${port}/`;
  const deadline = Date.now() + PATIENCE;
  while (!(await answers(url))) {
    if (server.exitCode !== null || Date.now() > deadline) throw new Error(`\`tasuke serve\` did not start: ${said}`);
  }
  return url;
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
