// A shop's page with the loader and a stub of everything the loader loads.
import { startSite } from "../harness/index.js";

const file = (path) => new URL(path, import.meta.url);
const EMPTY_WASM = Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);

export const KNOWLEDGE = JSON.stringify({
  format: 1,
  site: {
    channels: [
      { kind: "form" },
      { kind: "phone", value: "0120-000-111" },
      { kind: "line", id: "@minato" },
      { kind: "link", label: { ja: "ライブチャット", en: "Live chat" }, url: "https://chat.example/" },
      { kind: "link", label: "悪いリンク", url: "javascript:alert(1)" },
    ],
  },
});

export const TAG =
  '<script async src="/tasuke.js" data-knowledge="/knowledge.json" data-help="/help/" data-contact="mailto:help@shop.example"></script>';

export function html({ tag = TAG, head = "", body = "<button>カートに入れる</button>", lang = "ja" } = {}) {
  return `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><title>みなと堂</title>${head}</head>
    <body><h1>みなと堂</h1>${body}${tag}</body></html>`;
}

// Everything is there; `changes` replaces answers by path.
export function startShop(changes = {}, options = {}) {
  const answers = {
    "/": html(),
    "/tasuke.js": file("../../../www/tasuke.js"),
    "/tasuke-widget.js": file("stub/tasuke-widget.js"),
    "/tasuke-widget_bg.wasm": EMPTY_WASM,
    "/tasuke.css": ":host{--loaded:yes}",
    "/tasuke-rest.css": "",
    "/knowledge.json": KNOWLEDGE,
    ...changes,
  };
  return startSite(answers, options);
}

export const launcher = (page) => page.getByRole("button", { name: "ヘルプ", exact: true });
export const panel = (page) => page.getByRole("dialog", { name: "ヘルプ", exact: true });
export const search = (page) => page.getByRole("searchbox", { name: "検索" });

// What the stub was told, without the close and open of the panel itself.
export const commands = (page) => page.evaluate(() => window.stub?.commands ?? []);
