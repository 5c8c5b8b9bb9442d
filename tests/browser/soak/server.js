// `tasuke serve` on one port and one store, however often it is killed.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { freePort } from "../harness/serve.js";

const root = fileURLToPath(new URL("../../../", import.meta.url));

export async function mortalServer() {
  const program = process.env.TASUKE_BIN ?? `${root}target/debug/tasuke`;
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), "tasuke-soak-"));
  const url = `http://127.0.0.1:${port}/`;
  const options = ["--port", String(port), "--store", join(folder, "tickets.sqlite"), "--faults", "--rate", "100000"];
  let child;
  const start = async () => {
    child = spawn(program, ["serve", "target/demo", ...options], { cwd: root, stdio: "ignore" });
    const deadline = Date.now() + 20_000;
    while (!(await fetch(`${url}healthz`).then(({ ok }) => ok, () => false))) {
      if (child.exitCode !== null || Date.now() > deadline) throw new Error("`tasuke serve` did not start");
      await new Promise((done) => setTimeout(done, 20)); // Between two looks.
    }
  };
  const kill = async () => {
    const gone = once(child, "exit");
    child.kill("SIGKILL");
    await gone;
  };
  const end = async () => {
    await kill();
    rmSync(folder, { recursive: true, force: true });
  };
  const order = async (fault, times, of = "tickets") => {
    const answer = await fetch(`${url}__fault`, { method: "POST", body: JSON.stringify({ [of]: fault, times }) });
    if (answer.status !== 204) throw new Error(`the server took no order for "${fault}"`);
  };
  // The tickets that are stored, by the pattern's first group: how often each is, and how many files with its text came along.
  const stored = async (pattern) => {
    const list = await (await fetch(`${url}inbox`)).text();
    const newest = Math.max(1000, ...[...list.matchAll(/href="\/inbox\/T-(\d+)/g)].map(([, number]) => Number(number)));
    const found = new Map();
    for (let number = 1001; number <= newest; number += 1) {
      const answer = await fetch(`${url}inbox/T-${number}`);
      const page = answer.ok ? await answer.text() : "";
      const [, text] = pattern.exec(page) ?? [];
      if (!text) continue;
      const links = new Set([...page.matchAll(/href="(\/inbox\/T-\d+\/files\/[^"?]+)"/g)].map(([, link]) => link));
      const files = await Promise.all([...links].map(async (link) => (await fetch(new URL(link, url))).text()));
      const { times, files: before } = found.get(text) ?? { times: 0, files: 0 };
      found.set(text, { times: times + 1, files: before + files.filter((file) => pattern.exec(file)?.[1] === text).length });
    }
    return found;
  };
  await start();
  return { url, start, kill, end, order, stored };
}
