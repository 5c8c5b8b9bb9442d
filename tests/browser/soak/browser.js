// A browser with a profile on the disk that can be killed at any moment and
// started again: Playwright's own would not let go of the process.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { chromiumFlags, findChromium } from "../harness/find.js";

export async function mortalBrowser() {
  const profile = mkdtempSync(join(tmpdir(), "tasuke-profile-"));
  let child, browser;
  const start = async () => {
    const flags = ["--headless", "--remote-debugging-port=0", `--user-data-dir=${profile}`, "--lang=ja-JP", ...chromiumFlags()];
    // A group of its own, so that all its processes die together.
    child = spawn(findChromium() ?? chromium.executablePath(), [...flags, "about:blank"], { detached: true, stdio: ["ignore", "ignore", "pipe"] });
    browser = await chromium.connectOverCDP(await addressOf(child));
    return browser.contexts()[0];
  };
  const kill = async () => {
    const gone = once(child, "exit");
    process.kill(-child.pid, "SIGKILL");
    await gone;
    await browser.close().catch(() => {});
  };
  const end = async () => {
    await kill();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  };
  return { start, kill, end };
}

function addressOf(child) {
  return new Promise((resolve, reject) => {
    let said = "";
    child.stderr.on("data", (text) => {
      said += text;
      const [, address] = /DevTools listening on (ws:\S+)/.exec(said) ?? [];
      if (address) resolve(address);
    });
    child.once("exit", () => reject(new Error(`the browser did not start: ${said}`)));
  });
}
