// Photos by the services that shops have, each on an origin of its own and as documented: preflights, forms in parts, CORS
// headers where it has them and none where it has not.
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { desk, photo, serveDemo, story } from "../harness/index.js";

const demo = await serveDemo();
const NETWORK = [/Failed to load resource/, /ERR_/, /CORS policy/];
const JPEG = Buffer.from([0xff, 0xd8, 0xff]);
const OPEN = { "access-control-allow-origin": "*", "access-control-allow-headers": "content-type, idempotency-key" };

// A service: by the end of a path its answers in turn. `cut` ends the connection in the middle of a body; `bare` has no
// CORS headers; `slow` takes so many milliseconds. `asked` holds what came, with its bytes.
async function serviceOf(answers) {
  const asked = [];
  const server = createServer(async (request, response) => {
    if (request.method === "OPTIONS") return response.writeHead(204, OPEN).end();
    const { pathname, search } = new URL(request.url, "http://service");
    const answer = answers[Object.keys(answers).find((end) => pathname.endsWith(end))]?.shift() ?? { status: 404 };
    if (answer.cut) return request.once("data", () => request.destroy());
    const parts = [];
    for await (const part of request) parts.push(part);
    asked.push({ path: pathname + search, type: request.headers["content-type"], body: Buffer.concat(parts) });
    if (answer.slow) await new Promise((resolve) => setTimeout(resolve, answer.slow));
    response.writeHead(answer.status ?? 200, answer.bare ? {} : OPEN).end(JSON.stringify(answer.json ?? {}));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  server.unref(); // A story that failed must not keep the run from ending.
  return { asked, url: `http://127.0.0.1:${server.address().port}` };
}

// A ticket with a photo, sent to this adapter at this service.
async function send(page, adapter, service) {
  await page.route("**/help/ja.*.json", async (route) => {
    const response = await route.fetch();
    const file = await response.json();
    file.ticket.adapter = { ...adapter, url: `${service.url}${adapter.url ?? ""}` };
    await route.fulfill({ response, json: file });
  });
  await page.route(demo, async (route) => {
    const response = await route.fetch();
    const policy = response.headers()["content-security-policy"].replace("connect-src", `connect-src ${service.url}`);
    await route.fulfill({ response, headers: { ...response.headers(), "content-security-policy": policy } });
  });
  // The page comes from a route, so it is nobody's neighbour: a browser asks before it lets such a page talk to this machine.
  await page.context().grantPermissions(["local-network-access"]);
  await page.goto(demo);
  const found = desk(page);
  const { panel, field, say } = found;
  await found.launcher.click();
  await found.button(say.contact).click();
  await panel.getByRole("button", { name: new RegExp(say.form) }).click();
  await panel.getByRole("combobox", { name: say.topic }).selectOption({ label: "違う商品・破損・不足" });
  await field(say.name).fill("山田花子");
  await field(say.email).fill("hanako@example.jp");
  await field(say.message).fill("割れていました。");
  const plate = { name: "皿.jpg", mimeType: "image/jpeg", buffer: await photo(page, { width: 1200, height: 900 }) };
  await panel.getByLabel(/写真・動画/).setInputFiles([plate]);
  await panel.getByRole("button", { name: "皿.jpg 外す" }).waitFor();
  await found.button(say.send).click();
  return found;
}

const UPLOADED = { status: 201, json: { upload: { token: "t1" } } };
const REQUESTED = { status: 201, json: { request: { id: 33 } } };
const TOKEN = { json: { enabled: true, token: "t0" } };
const ZENDESK = { kind: "zendesk", fields: { topic: "1" } };
const sent = (found) => found.panel.getByRole("heading", { name: "お問い合わせを受け付けました" });
const held = (found) => found.panel.getByRole("heading", { name: "まだ送信されていません", level: 2 });

// Fails unless this request is a form with the photo under this name.
function assertPart({ type, body }, name) {
  assert.match(type, /^multipart\/form-data; boundary=/);
  const head = `Content-Disposition: form-data; name="${name}"; filename="皿.jpg"\r\nContent-Type: image/jpeg\r\n\r\n`;
  const at = body.indexOf(head);
  assert.ok(at > 0, body.toString("latin1").slice(0, 2000));
  assert.ok(body.subarray(at + Buffer.byteLength(head)).subarray(0, 3).equals(JPEG));
}

story("a photo arrives by zendesk, under its token", {}, async ({ page }) => {
  const service = await serviceOf({ uploads: [{ ...UPLOADED, slow: 1500 }], "requests.json": [REQUESTED] });
  await sent(await send(page, ZENDESK, service)).waitFor({ timeout: 20_000 });
  const [upload, request] = service.asked;
  assert.deepEqual([upload.path, upload.type], ["/api/v2/uploads?filename=%E7%9A%BF.jpg", "image/jpeg"]);
  assert.ok(upload.body.subarray(0, 3).equals(JPEG) && upload.body.length > 5_000);
  assert.deepEqual(JSON.parse(request.body).request.comment.uploads, ["t1"]);
});

story("a photo arrives by zammad, in its form", {}, async ({ page }) => {
  const service = await serviceOf({ form_config: [TOKEN], form_submit: [{ json: { ticket: { number: "61007" } } }] });
  const { panel } = await send(page, { kind: "zammad" }, service);
  await panel.getByText("61007", { exact: true }).waitFor();
  assertPart(service.asked[1], "file[]");
});

story("a photo arrives by chatwoot, with its message", {}, async ({ page }) => {
  const service = await serviceOf({ contacts: [{ json: { source_id: "src" } }], conversations: [{ json: { id: 42 } }], messages: [{ json: { id: 9 } }] });
  const { panel } = await send(page, { kind: "chatwoot", form: "box", fields: { topic: "topic" } }, service);
  await panel.getByText("42", { exact: true }).waitFor();
  assertPart(service.asked[2], "attachments[]");
  assert.match(service.asked[2].body.toString(), /name="content"[^]*割れていました。/);
});

const REFUSED = [
  ["zendesk", ZENDESK, { uploads: [{ status: 413 }] }, /写真・動画.*大きすぎて添付できません/],
  ["zendesk, of this kind", ZENDESK, { uploads: [{ status: 422, json: { error: "AttachmentUnprocessable" } }] }, /写真・動画.*この種類のファイルは添付できません/],
  ["an endpoint", { kind: "http", url: "/tickets" }, { "": [{ status: 413 }] }, /写真・動画.*大きすぎて添付できません/],
  ["an endpoint, of this kind", { kind: "http", url: "/tickets" }, { "": [{ status: 415 }] }, /写真・動画.*この種類のファイルは添付できません/],
  ["zammad", { kind: "zammad" }, { form_config: [TOKEN], form_submit: [{ status: 413 }] }, /写真・動画.*大きすぎて添付できません/],
];
for (const [name, adapter, answers, words] of REFUSED) {
  story(`a photo that the service does not take is named in the form: ${name}`, { expected: NETWORK }, async ({ page }) => {
    const { panel } = await send(page, adapter, await serviceOf(answers));
    await panel.getByRole("alert").getByText(words).waitFor({ timeout: 20_000 });
  });
}

story("a photo that was cut on its way goes again, and the ticket goes once", { expected: NETWORK }, async ({ page }) => {
  const stored = { status: 201, json: { number: "T-9" } };
  const service = await serviceOf({ "/tickets": [stored], "": [{ cut: true }, { status: 201 }] });
  const found = await send(page, { kind: "http", url: "/tickets" }, service);
  await found.panel.getByText(/T-9/).first().waitFor({ timeout: 20_000 }); // By itself, after two to four seconds.
  assert.deepEqual(service.asked.map(({ path }) => path.replace(/[^/]+$/, (last) => (last === "tickets" ? last : "ID"))), ["/tickets/files/ID", "/tickets"]);
});

story("zendesk's limit cannot be read by a page: nothing was sent, and it says so", { expected: NETWORK }, async ({ page }) => {
  const service = await serviceOf({ uploads: [{ status: 429, bare: true }], "requests.json": [REQUESTED] });
  const found = await send(page, ZENDESK, service);
  await held(found).waitFor();
  assert.ok(service.asked.every(({ path }) => path.startsWith("/api/v2/uploads")));
});
