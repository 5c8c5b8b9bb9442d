// As much of W3C WebDriver as the stories need, over plain HTTP.

const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";
const SHADOW = "shadow-6066-11e4-a52e-4f735466cecf";
const PATIENCE = 15_000;
const KEYS = { Enter: "\uE007", Escape: "\uE00C", Tab: "\uE004", Backspace: "\uE003", ArrowDown: "\uE015", ArrowUp: "\uE013" };

async function call(base, method, path, body) {
  const headers = { "content-type": "application/json" }; // geckodriver refuses any other.
  const response = await fetch(base + path, { method, headers, body: method === "POST" ? JSON.stringify(body ?? {}) : undefined });
  const { value } = await response.json();
  if (!response.ok) throw new Error(`${value.error}: ${value.message}`);
  return value;
}

export async function openSession(base, capabilities) {
  const { sessionId } = await call(base, "POST", "/session", { capabilities: { alwaysMatch: capabilities } });
  return new Driver(`${base}/session/${sessionId}`);
}

// Polls until `look` answers something true; a look that throws is looked again.
export async function until(what, look, patience = PATIENCE) {
  const deadline = Date.now() + patience;
  let last;
  for (;;) {
    try {
      const found = await look();
      if (found) return found;
    } catch (error) {
      last = error;
    }
    if (Date.now() > deadline) throw new Error(`Waited in vain for ${what}${last ? ` (${last.message})` : ""}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

class Driver {
  constructor(session) {
    this.session = session;
  }

  go(url) {
    return call(this.session, "POST", "/url", { url });
  }

  execute(script, ...args) {
    return call(this.session, "POST", "/execute/sync", { script: `return (${script})(...arguments)`, args });
  }

  quit() {
    return call(this.session, "DELETE", "");
  }

  // An element of the page, or of the open shadow root of `host`, by its
  // computed role and accessible name, which every engine computes itself.
  async byRole(role, name, { host } = {}) {
    return until(`${role} "${name}"`, async () => {
      const base = host ? `/shadow/${await this.shadowOf(host)}` : "";
      const all = await call(this.session, "POST", `${base}/elements`, { using: "css selector", value: CANDIDATES[role] ?? `[role=${role}]` });
      for (const found of all) {
        const element = new Element(this, found[ELEMENT]);
        if (fits(await element.name(), name) && (await element.isDisplayed())) return element;
      }
      return null;
    });
  }

  async shadowOf(selector) {
    const host = await call(this.session, "POST", "/element", { using: "css selector", value: selector });
    const root = await call(this.session, "GET", `/element/${host[ELEMENT]}/shadow`);
    return root[SHADOW];
  }
}

function fits(label, name) {
  return name instanceof RegExp ? name.test(label) : label === name;
}

// What can have a role without saying so.
const CANDIDATES = {
  button: "button,[role=button]", link: "a[href]", heading: "h1,h2,h3,h4,[role=heading]",
  searchbox: "input[type=search],[role=searchbox]", textbox: "input,textarea,[role=textbox]", radio: "input[type=radio]",
};

class Element {
  constructor(driver, id) {
    this.driver = driver;
    this.path = `/element/${id}`;
    this.id = id;
  }

  get handle() {
    return { [ELEMENT]: this.id };
  }

  name() {
    return call(this.driver.session, "GET", `${this.path}/computedlabel`);
  }

  text() {
    return call(this.driver.session, "GET", `${this.path}/text`);
  }

  attribute(name) {
    return call(this.driver.session, "GET", `${this.path}/attribute/${name}`);
  }

  // Some drivers have no such endpoint; the page knows it as well.
  isDisplayed() {
    return this.driver.execute("(node) => node.getClientRects().length > 0", this.handle);
  }

  type(text) {
    return call(this.driver.session, "POST", `${this.path}/value`, { text });
  }

  click() {
    return call(this.driver.session, "POST", `${this.path}/click`);
  }

  // Text, or the name of a key.
  press(text) {
    return call(this.driver.session, "POST", `${this.path}/value`, { text: KEYS[text] ?? text });
  }
}
