// The loader: shows the launcher at once and fetches the rest when somebody
// wants help. If that fails, it shows the ways to a person: never nothing.
// ES2018, so that older browsers can parse it and get as far as that.
(() => {
"use strict";

// `tasuke build` writes hashed names and the integrity of the wasm. As a text, which minifying leaves as it is.
const files = JSON.parse('{"glue":"tasuke-widget.js","wasm":"tasuke-widget_bg.wasm","css":"tasuke.css","late":"tasuke-rest.css","integrity":{}}');

const tasuke = Array.isArray(window.tasuke) ? window.tasuke : [];
if (tasuke.open) return; // A second tag.
window.tasuke = tasuke;

const script = document.currentScript || document.querySelector('script[src*="tasuke.js"]') || { src: "" };
const home = new URL(script.src, document.baseURI);
const camel = (key) => key.replace(/^data-/, "").replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
const settings = {};
home.searchParams.forEach((value, key) => { settings[camel(key)] = value; });
Object.assign(settings, window.tasukeSettings, script.dataset);

const words = {
  ja: {
    help: "ヘルプ", close: "閉じる", contact: "お問い合わせ", pages: "ヘルプページを見る", phone: "電話", email: "メール",
    wait: "ヘルプを読み込んでいます。お急ぎの方は、こちらをご利用ください。",
    fail: "ヘルプを表示できませんでした。お手数ですが、こちらをご利用ください。",
  },
  en: {
    help: "Help", close: "Close", contact: "Contact us", pages: "Browse the help pages", phone: "Phone", email: "Email",
    wait: "Help is loading. If you are in a hurry, you can reach us here.",
    fail: "Help could not be shown. Please reach us here instead.",
  },
};

const soon = Promise.resolve();
const url = (value, base) => new URL(value, base || document.baseURI).href;
const beside = (file) => url(file, settings.assets ? url(settings.assets.replace(/\/?$/, "/")) : home);
const fetched = async (address, options) => {
  const response = await fetch(address, options);
  // A page instead of the file: some hosts have one for what is not there.
  if (!response.ok || /html/.test(response.headers.get("content-type"))) throw Error(address);
  return response;
};

// No script, no plain http elsewhere.
const safe = (value) => {
  try {
    const { href, protocol, origin } = new URL(value, document.baseURI);
    return value && (/^(https|mailto|tel):$/.test(protocol) || protocol === "http:" && origin === location.origin) ? href : "";
  } catch (error) {
    return "";
  }
};

// ── Looks before tasuke.css is there ──

const looks = {
  launcher: "all:initial;position:fixed;right:var(--tasuke-x,16px);bottom:calc(var(--tasuke-y,16px) + env(safe-area-inset-bottom,0px));z-index:var(--tasuke-z,2147483000);box-sizing:border-box;min-width:48px;padding:0 20px;border:1px solid transparent;border-radius:24px;background:var(--tasuke-accent,#1f6f5c);color:var(--tasuke-on-accent,#fff);font:600 16px/46px system-ui,sans-serif;cursor:pointer",
  panel: "all:initial;position:fixed;right:var(--tasuke-x,16px);bottom:calc(var(--tasuke-y,16px) + 60px);z-index:var(--tasuke-z,2147483000);box-sizing:border-box;width:400px;max-width:calc(100vw - 32px);max-height:calc(100vh - 92px);overflow:auto;border:1px solid #8888;border-radius:12px;background:Canvas;color:CanvasText;color-scheme:light dark;font:16px/1.6 system-ui,sans-serif",
  inside: "all:initial;display:block;color:CanvasText;color-scheme:light dark;font:16px/1.6 system-ui,sans-serif",
  plain: "padding:16px",
};
let base, style, late; // Constructable sheets; Safari before 16.4 has none.
try {
  [base, style, late] = [0, 0, 0].map(() => new CSSStyleSheet());
  base.replaceSync(":host{all:initial;display:block}:host([hidden]),[hidden]{display:none!important}@media print{.launcher,.panel{display:none!important}}"
    + ":focus-visible{outline:3px solid var(--tasuke-focus,#d60);outline-offset:2px}.plain a{color:LinkText;display:inline-block;padding:8px 0}.plain button{font:inherit;padding:8px 16px}"
    + Object.keys(looks).map((name) => `.${name}{${looks[name]}}`).join("")
    + "@media(max-width:480px){.panel{inset:0;width:auto;max-width:none;max-height:none;border-radius:0}}");
} catch (error) {
  base = null;
}
const make = (tag, look, text) => {
  const node = document.createElement(tag);
  node.className = look || "";
  if (!base) node.style.cssText = looks[look] || "";
  node.textContent = text || "";
  return node;
};
const show = (node, yes) => {
  node.hidden = !yes;
  if (!base) node.style.display = yes ? "" : "none";
};

// ── The code, once a page ──

const styled = (sheet, file) => base && fetched(beside(file)).then((answer) => answer.text()).then((text) => sheet.replaceSync(text));
let code;
const load = () => {
  if (!code) {
    const wasm = fetched(beside(files.wasm), { integrity: files.integrity.wasm });
    code = Promise.all([import(beside(files.glue)), styled(style, files.css)])
      .then(([glue]) => glue.default({ module_or_path: wasm }).then(() => glue));
    wasm.catch(() => {}); // `code` tells it.
    code.catch(() => { code = null; }); // The next wish tries again.
  }
  return code;
};

// What comes with the first touch, tried twice; the wasm may have come whole.
let whole = false;
let more;
const rest = () => {
  const once = () => load().then((glue) => Promise.all([
    files.rest && glue.rest(fetched(beside(files.rest), { integrity: files.integrity.rest })), styled(late, files.late),
  ]));
  if (!more) {
    more = once().catch(once).then(() => { whole = true; });
    more.catch(() => { more = null; });
  }
  return more;
};

// ── The ways to a person, with nothing but JSON.parse ──

const channelLink = ({ kind, value = "", id = "", label, url: to }, locale) => {
  const say = words[locale];
  if (kind === "phone") return ["tel:" + value.replace(/[^\d+]/g, ""), `${say.phone}: ${value}`];
  if (kind === "email") return ["mailto:" + value, `${say.email}: ${value}`];
  if (kind === "line") return ["https://line.me/R/ti/p/" + encodeURIComponent(id), "LINE: " + id];
  if (kind !== "link") return [];
  return [to, typeof label === "string" ? label : label && (label[locale] || Object.values(label)[0]) || to];
};
const channels = async (address, locale) => {
  let file = await (await fetched(address)).json();
  if (file.published) {
    const { core } = file.locales[locale] || Object.values(file.locales)[0];
    file = await (await fetched(url(core, address))).json();
  }
  return file.site.channels.map((entry) => channelLink(entry, locale));
};

// ── One element ──

const desk = (host) => {
  const own = { ...settings, ...host.dataset };
  const mode = host.getAttribute("mode") || own.mode || "launcher";
  const floating = mode === "launcher";
  const root = host.attachShadow({ mode: "open" });
  const launcher = make("button", "launcher");
  const panel = make("div", floating ? "panel" : "inside");
  let container, plain, mounted, mounting, opener, slow, uncover;
  let waiting = [];
  const walks = [];
  let ready = false;
  let got = false; // The second part of the code.
  const told = {}; // By identify, suggest and context: a desk that is mounted anew is told again.

  const wanted = () => [own.locale, document.documentElement.lang, ...(navigator.languages || [])].filter(Boolean);
  const locale = () => wanted().map((tag) => tag.slice(0, 2).toLowerCase()).find((tag) => words[tag]) || "en";
  const tell = (name, detail) => host.dispatchEvent(
    new CustomEvent("tasuke:" + name, { bubbles: true, composed: true, detail: { v: 1, ...detail } }));
  const label = () => {
    launcher.lang = panel.lang = locale();
    launcher.textContent = words[locale()].help;
    panel.setAttribute("aria-label", words[locale()].help);
  };

  const explain = (reason) => {
    const say = words[locale()];
    const list = make("ul");
    const seen = new Set([""]);
    const add = (to, name) => {
      const href = safe(to);
      if (seen.has(href)) return;
      seen.add(href);
      const anchor = make("a", "", name);
      anchor.href = href;
      list.appendChild(make("li")).appendChild(anchor);
    };
    if (plain) plain.remove();
    plain = panel.appendChild(make("div", "plain"));
    plain.appendChild(make("p", "", say[reason])).setAttribute("role", reason === "fail" ? "alert" : "status");
    plain.appendChild(list);
    const [, shown] = /^(?:mailto|tel):([^?]*)/.exec(own.contact) || [];
    add(own.contact, shown ? `${say.contact}: ${shown}` : say.contact);
    add(own.help, say.pages);
    if (floating) plain.appendChild(make("button", "", say.close)).onclick = close;
    if (own.knowledge) channels(url(own.knowledge), locale()).then((found) => found.forEach((one) => add(...one))).catch(() => {});
  };
  // The knowledge is there, or never will be: no need to say that it takes long.
  const settle = () => {
    clearTimeout(slow);
    if (plain) plain.remove();
  };
  const leave = () => {
    settle();
    if (floating && !host.isConnected) fold();
    try { if (mounted) mounted.destroy(); } catch (error) { /* It is gone either way. */ }
    mounted = mounting = null;
    ready = got = false;
    if (container) container.remove();
  };
  const trouble = (detail) => {
    leave();
    walks.forEach((walked) => walked()); // None of what was asked comes any more.
    if (mode !== "headless") explain("fail");
    // Questions get no answer; what only informs waits for the next try.
    waiting = waiting.filter((call) => call.quiet || call.done());
    tell("error", detail);
  };

  // A link to one screen: #tasuke=article/return-window.
  const says = (flag, otherwise) => flag === undefined ? otherwise : String(flag) !== "false";
  const linkable = () => says(own.deepLink, mode === "page");
  const link = () => linkable() && /^#tasuke=/.test(location.hash) ? location.hash.slice(8) : "";
  const config = () => ({
    knowledge: own.knowledge && url(own.knowledge), assets: beside("."), mode, rest: whole, locale: wanted()[0], strings: own.strings, page: location.pathname,
    deepLink: linkable(), link: link(), sheet: !!uncover, debug: says(own.debug, false),
  });
  const mount = async () => {
    if (mounting) return;
    const turn = mounting = {};
    slow = setTimeout(() => mode !== "headless" && explain("wait"), 1000);
    try {
      const glue = await load();
      if (mounting !== turn) return; // Removed meanwhile, perhaps put back.
      if (!base) for (const file of [files.css, files.late]) root.appendChild(Object.assign(make("link"), { rel: "stylesheet", href: beside(file) }));
      container = panel.appendChild(make("div"));
      got = whole;
      mounted = glue.mount(container, JSON.stringify(config()), heard);
    } catch (error) {
      trouble({ code: "load", message: String(error) });
    }
  };
  // The customer touched the desk, or even waits for something that only the second part of the code can do.
  const touch = async (asks) => {
    const turn = mounting;
    if (asks) {
      clearTimeout(slow);
      slow = setTimeout(() => mode !== "headless" && explain("wait"), 1000);
    }
    try {
      await rest();
      // The very event that touched the desk comes first: drawing anew amid it would undo what it typed.
      await new Promise((done) => setTimeout(done));
      if (mounting !== turn || !mounted) return;
      if (asks) settle();
      if (got) return;
      got = true;
      send({ name: "rest", json: "[]", done() {} });
    } catch (error) {
      if (!asks || mounting !== turn) return;
      const detail = { code: "load", message: String(error) };
      if (!ready) return trouble(detail);
      walks.forEach((walked) => walked());
      // What was typed stays: searching still works, and the next click tries again.
      settle();
      if (mode !== "headless") explain("fail");
      tell("error", detail);
    }
  };
  // The wasm may be amid its own work: answer after it.
  const heard = async (name, json) => {
    await soon;
    const detail = JSON.parse(json || "{}");
    if (name === "ready") {
      settle();
      ready = true;
      Object.keys(told).forEach((name) => ask(name, told[name], true));
      waiting.splice(0).forEach(send);
    }
    if (name === "close") close();
    else if (name === "unsent") launcher[detail.label ? "setAttribute" : "removeAttribute"]("aria-label", detail.label);
    else if (name === "trouble") trouble(detail);
    else if (name === "rest") touch(detail.asked);
    else if (name === "walked") walks.forEach((walked) => walked(detail));
    else tell(name, detail);
  };
  const send = async ({ name, json, done }) => {
    try {
      if (name === "search" || name === "walk") await touch();
      const answer = mounted.command(name, json);
      done(typeof answer === "string" ? JSON.parse(answer) : answer);
    } catch (error) {
      done();
      const detail = { code: "command", message: String(error) };
      if (error instanceof WebAssembly.RuntimeError) trouble(detail);
      else tell("error", detail);
    }
  };
  const ask = (name, args, quiet) => new Promise((done) => {
    const call = { name, json: JSON.stringify(args), quiet, done };
    if (ready) return send(call);
    waiting.push(call);
    if (!quiet) mount();
  });

  const open = () => {
    if (floating && panel.hidden) {
      const active = document.activeElement;
      opener = !active || active === document.body || active === host ? launcher : active;
      show(panel, true);
      launcher.setAttribute("aria-expanded", "true");
      cover();
      panel.focus({ preventScroll: true });
      tell("open");
    }
    return ask("open", [!!uncover]);
  };
  // On a phone the panel is a sheet over everything: what lies below is out of reach.
  // The shop's page gets back what it had.
  const cover = () => {
    const sheet = matchMedia("(max-width:480px)").matches;
    panel.setAttribute("aria-modal", sheet);
    if (!sheet) return;
    const page = document.documentElement.style;
    const { overflow } = page;
    const below = [...document.body.children].filter((node) => !node.inert && !node.contains(host));
    const set = (yes) => below.forEach((node) => { node.inert = yes; });
    page.overflow = "hidden";
    set(true);
    uncover = () => {
      page.overflow = overflow;
      set(false);
      uncover = null;
    };
  };
  const fold = () => {
    if (uncover) uncover();
    show(panel, false);
    launcher.setAttribute("aria-expanded", "false");
  };
  const close = () => {
    if (!floating || panel.hidden) return soon;
    const inside = root.activeElement;
    fold();
    // Only if focus is here: the customer may have moved on.
    if (inside) (opener.isConnected ? opener : launcher).focus({ preventScroll: true });
    tell("close");
    return ask("close", [], true);
  };
  // A flow for a page that draws it itself.
  const walk = async (flow) => {
    const listeners = [];
    const acts = []; // On their way, in order.
    const act = (act, value) => new Promise((done) => {
      acts.push(done);
      ask("walk", [{ flow, act, value }]);
    });
    const way = {
      answer: (value) => act("answer", value), back: () => act("back"), restart: () => act("restart"),
      on: (listener) => { listeners.push(listener); },
    };
    walks.push((step) => {
      if (!step) return acts.splice(0).forEach((done) => done());
      if (step.flow !== flow) return;
      way.step = step.id && step;
      const done = acts.shift();
      if (done) done(way.step);
      listeners.forEach((listener) => listener(way.step));
    });
    // What a look-up found comes by itself.
    host.addEventListener("tasuke:flow-step", ({ detail }) => detail.flow === flow && way.step && way.step.kind === "lookup" && act());
    return await act() && way;
  };
  const run = (name, args) => {
    if (name === "toggle") return panel.hidden ? open() : close();
    if (name === "open") return open();
    if (name === "close") return close();
    if (name === "hide") close();
    if (name === "show" || name === "hide") return show(host, name === "show");
    if (name === "destroy") return host.remove();
    // Facts add up; who is there is somebody else each time.
    if (name === "identify" || name === "suggest") told[name] = args;
    if (name === "context") told.context = [{ ...(told.context || [{}])[0], ...args[0] }];
    if (name === "reset") delete told.identify;
    if (name === "locale") own.locale = args[0];
    if (name === "update") Object.assign(own, args[0]);
    if (name === "locale" || name === "update") {
      label();
      // The draft is kept on the device; what was told is told again.
      if (mounting) {
        leave();
        mount();
      }
      return soon;
    }
    if (name === "flow" && mode === "headless") return walk(args[0]);
    if (floating && /^(article|flow|contact)$/.test(name)) open();
    if (told[name] && !ready) return soon;
    return ask(name, told[name] || args, /^(identify|context|suggest|reset)$/.test(name));
  };

  if (base) root.adoptedStyleSheets = [base, style, late];
  label();
  panel.tabIndex = -1;
  panel.id = "panel";
  panel.setAttribute("role", floating ? "dialog" : "region");
  show(panel, !floating && mode !== "headless");
  for (const sign of ["pointerdown", "keydown", "input"]) panel.addEventListener(sign, () => touch(), { once: true, capture: true });
  if (floating) {
    launcher.type = "button";
    launcher.setAttribute("aria-expanded", "false");
    launcher.setAttribute("aria-controls", "panel");
    launcher.onclick = () => run("toggle");
    // Whoever saves data pays for guesses: only the click counts.
    const saves = navigator.connection && navigator.connection.saveData;
    for (const intent of saves ? [] : ["pointerenter", "pointerdown", "focus"]) launcher.addEventListener(intent, mount, { once: true });
    panel.onkeydown = (event) => event.key === "Escape" && !mounted && close();
    root.appendChild(launcher);
    // What waits in the outbox goes on unasked.
    const unsent = () => {
      try {
        return localStorage[`tasuke:${url(own.knowledge)}?`];
      } catch (error) { /* Forbidden. */ }
    };
    if (own.preload === "idle" || unsent()) (window.requestIdleCallback || setTimeout)(() => mount().then(() => unsent() && touch()));
  }
  // In the page, for the first time or again.
  const arrive = () => {
    if (floating && link()) open();
    if (floating || mode === "headless") return;
    const watch = new IntersectionObserver((seen) => {
      if (!seen.some((one) => one.isIntersecting)) return;
      watch.disconnect();
      mount();
    }, { rootMargin: "100px" });
    watch.observe(host);
  };
  addEventListener("hashchange", () => {
    if (!link() || !host.isConnected) return;
    if (floating) open();
    // Before that, the desk does not watch the address itself.
    if (mounting && !got) ask("visit", [link()]);
  });
  root.appendChild(panel);
  return { run, leave, arrive, trouble };
};

// ── The element and window.tasuke ──

const desks = new Map(); // In the page.
const made = new WeakMap(); // Ever made: one may come back.
const define = () => customElements.define("tasuke-help", class extends HTMLElement {
  connectedCallback() {
    if (!made.has(this)) made.set(this, desk(this));
    desks.set(this, made.get(this));
    made.get(this).arrive();
  }
  async disconnectedCallback() {
    await soon; // Being moved disconnects, too.
    if (this.isConnected) return;
    made.get(this).leave();
    desks.delete(this);
  }
});
// A trap in the wasm ends all desks of the page: the ways to a person remain.
addEventListener("error", ({ error }) => {
  if (error instanceof WebAssembly.RuntimeError && String(error.stack).includes("tasuke-widget")) {
    desks.forEach((one) => one.trouble({ code: "trap", message: String(error) }));
  }
});
const first = () => {
  if (!desks.size) document.body.appendChild(document.createElement("tasuke-help"));
  return desks.values().next().value;
};

const started = new Promise((resolve) => {
  if (document.readyState !== "loading") resolve();
  else document.addEventListener("DOMContentLoaded", resolve);
}).then(() => {
  if (window.customElements && document.body.attachShadow) {
    define();
    first();
    return;
  }
  // Without custom elements there is still a link.
  const way = document.body.appendChild(make("a", "", "ヘルプ / Help"));
  way.href = safe(settings.contact || settings.help);
});
for (const name of "open close toggle show hide destroy reset search article flow contact suggest identify context locale update".split(" ")) {
  tasuke[name] = async (...args) => {
    await started;
    try {
      return await first().run(name, args);
    } catch (error) {
      return undefined; // The host's page is not ours to break.
    }
  };
}

const listeners = [];
tasuke.on = (name, listener, once) => {
  const heard = ({ detail }) => {
    if (once) tasuke.off(name, listener);
    listener(detail);
  };
  listeners.push([name, listener, heard]);
  document.addEventListener("tasuke:" + name, heard);
  return () => tasuke.off(name, listener);
};
tasuke.once = (name, listener) => tasuke.on(name, listener, true);
tasuke.off = (name, listener) => listeners
  .filter((entry) => entry[0] === name && (!listener || entry[1] === listener))
  .forEach((entry) => {
    document.removeEventListener("tasuke:" + name, entry[2]);
    listeners.splice(listeners.indexOf(entry), 1);
  });

const take = (...calls) => {
  for (const [name, ...args] of calls.filter(Array.isArray)) if (Object.keys(tasuke).includes(name)) tasuke[name](...args);
};
take(...tasuke.splice(0));
tasuke.push = take;
})();
