// Tickets by the services that shops have, each played as it is documented: what arrives there, and what the customer is told.
import assert from "node:assert/strict";
import { HANAKO, desk, fillIn, serveDemo, story } from "../harness/index.js";

const demo = await serveDemo();
const NETWORK = [/Failed to load resource/, /ERR_/];

// The demo with another adapter, and its service: an answer by the end of the path, or a list of answers in turn.
async function open(page, adapter, service) {
  const asked = [];
  await page.route("**/help/ja.*.json", async (route) => {
    const response = await route.fetch();
    const file = await response.json();
    file.ticket.adapter = { ...adapter, url: adapter.url ?? `${demo}service` };
    await route.fulfill({ response, json: file });
  });
  await page.route("**/service**", async (route) => {
    const { pathname } = new URL(route.request().url());
    asked.push([pathname.replace("/service", ""), route.request().postData()]);
    const answers = service[Object.keys(service).find((end) => pathname.endsWith(end))];
    const answer = Array.isArray(answers) ? answers.shift() : answers;
    if (!answer) return route.abort();
    return route.fulfill({ status: answer.status ?? 200, headers: answer.headers, json: answer.json });
  });
  const { button, say } = desk(page);
  await page.goto(demo);
  await fillIn(desk(page), { ...HANAKO, message: "まだ届きません。" });
  await button(say.send).click();
  return asked;
}

const CONTACT = { json: { source_id: "src" } };
const CONVERSATION = { json: { id: 42 } };

const SENT = [
  ["zammad", { kind: "zammad" }, { form_config: { json: { enabled: true, token: "t0" } }, form_submit: { json: { ticket: { id: 7, number: "61007" } } } }, "61007", ["/api/v1/form_config", "/api/v1/form_submit"]],
  ["zendesk", { kind: "zendesk", fields: { topic: "1" } }, { "requests.json": { status: 201, json: { request: { id: 33 } } } }, "33", ["/api/v2/requests.json"]],
  ["chatwoot", { kind: "chatwoot", form: "box", fields: { topic: "topic" } }, { contacts: CONTACT, conversations: CONVERSATION, messages: { json: { id: 9 } } }, "42", ["/contacts", "/contacts/src/conversations", "/contacts/src/conversations/42/messages"].map((path) => `/public/api/v1/inboxes/box${path}`)],
  ["a form service", { kind: "form-post" }, { service: { json: { ok: true } } }, null, [""]],
];

for (const [name, adapter, service, number, paths] of SENT) {
  story(`a ticket arrives by ${name}`, {}, async ({ page }) => {
    const asked = await open(page, adapter, service);
    const { panel } = desk(page);
    await panel.getByRole("heading", { name: "お問い合わせを受け付けました" }).waitFor();
    if (number) await panel.getByText(number, { exact: true }).waitFor();
    else assert.equal(await panel.getByText("受付番号").count(), 0, "there is none to show");
    assert.deepEqual(asked.map(([path]) => path), paths);
    assert.match(asked.at(-1)[1], /まだ届きません/);
  });
}

story("what may have arrived is not sent again by itself", { expected: NETWORK }, async ({ page }) => {
  const asked = await open(page, { kind: "zendesk", fields: { topic: "1" } }, {});
  const { panel } = desk(page);
  await panel.getByText(/二重に届くことがあります/).first().waitFor();
  await page.reload();
  await desk(page).launcher.click();
  await panel.getByText("まだ送信されていません").first().waitFor();
  assert.equal(asked.length, 1);
});

story("a field that the service refuses can be corrected", {}, async ({ page }) => {
  await open(page, { kind: "zammad" }, { form_config: { json: { enabled: true, token: "t0" } }, form_submit: [{ json: { errors: { email: "invalid" } } }, { json: { ticket: { number: "61008" } } }] });
  const { panel, button, field, say } = desk(page);
  await panel.getByRole("alert").filter({ hasText: /メールアドレス/ }).waitFor();
  await field(say.email).fill("hanako@mail.example.jp");
  await button(say.send).click();
  await panel.getByText("61008", { exact: true }).waitFor();
});

story("a mail program takes over, and the text stays", {}, async ({ page }) => {
  await page.addInitScript(() => { window.navigation?.addEventListener("navigate", (event) => { window.led = event.destination.url; }); });
  await open(page, { kind: "mailto", url: "mailto:help@minatodo.example" }, {});
  const { panel, field, say } = desk(page);
  await panel.getByRole("alert").filter({ hasText: "メールアプリを開きました" }).waitFor();
  assert.equal(await field(say.message).inputValue(), "まだ届きません。");
});
