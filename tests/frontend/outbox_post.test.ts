import assert from "node:assert/strict";
import { test } from "node:test";

import { deliver, judge } from "../../site/frontend/ts/lib/outbox_post.ts";
import type { Counter, Reply } from "../../site/frontend/ts/lib/outbox_post.ts";

const ENTRY = {
  n: 1, clientId: "key", user: "me", box: "b", url: "/post/", fields: { body: "一" },
  at: 0, tries: 0, notBefore: 0, isRefused: false, sentence: "",
};

function counter(replies: (Reply | Error)[]): Counter & { sent: { token: string; key: string; person: string }[] } {
  const sent: { token: string; key: string; person: string }[] = [];
  let token = "old";
  return {
    sent,
    fetch: (_url, init) => {
      const headers = init.headers as Record<string, string>;
      const key = (init.body as URLSearchParams).get("client_id") ?? "";
      sent.push({ token: headers["X-CSRFToken"]!, key, person: headers["X-Hiroba-Person"]! });
      const reply = replies.shift()!;
      return reply instanceof Error ? Promise.reject(reply) : Promise.resolve(reply);
    },
    token: () => token,
    renewToken: (fresh) => void (token = fresh),
  };
}

const reply = (status: number, body: unknown, headers: Record<string, string> = {}): Reply => ({
  status,
  headers: { get: (name) => headers[name] ?? null },
  json: () => (body === undefined ? Promise.reject(new SyntaxError("no JSON")) : Promise.resolve(body)),
});

test("an answer means: posted, not now, or never", () => {
  assert.deepEqual(judge(201, { id: "m", seq: 4 }), { kind: "posted", data: { id: "m", seq: 4 } });
  assert.deepEqual(judge(200, { id: "m" }).kind, "posted");
  for (const status of [403, 404, 409, 413, 422]) {
    assert.deepEqual(judge(status, { sentence: "だめです。" }), { kind: "refused", sentence: "だめです。" });
  }
  for (const status of [401, 429, 500, 503]) assert.equal(judge(status, { sentence: "x" }).kind, "later");
  // Something in between answered in the server's place: a page without a sentence of ours.
  for (const status of [200, 403, 404, 502]) assert.equal(judge(status, null).kind, "later");
});

test("Retry-After is heeded", () => {
  assert.deepEqual(judge(429, { sentence: "多い" }, "7"), { kind: "later", sentence: "多い", afterMs: 7000 });
  for (const header of [null, "", "0", "soon"]) {
    assert.deepEqual(judge(429, {}, header), { kind: "later", sentence: "", afterMs: null });
  }
});

test("a network that is away is no refusal", async () => {
  assert.deepEqual(await deliver(ENTRY, counter([new TypeError("away")])), { kind: "later", sentence: "", afterMs: null });
  assert.equal((await deliver(ENTRY, counter([reply(502, undefined)]))).kind, "later");
});

test("an old token is exchanged and the same key sent again", async () => {
  const post = counter([reply(403, { sentence: "古い", token: "fresh" }), reply(201, { id: "m" })]);
  assert.equal((await deliver(ENTRY, post)).kind, "posted");
  assert.deepEqual(post.sent, [
    { token: "old", key: "key", person: "me" },
    { token: "fresh", key: "key", person: "me" },
  ]);
});

test("a token that is refused twice waits instead of asking forever", async () => {
  const post = counter([reply(403, { token: "a" }), reply(403, { token: "b" })]);
  assert.equal((await deliver(ENTRY, post)).kind, "later");
  assert.equal(post.sent.length, 2);
});
