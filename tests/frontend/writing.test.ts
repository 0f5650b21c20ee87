import assert from "node:assert/strict";
import { test } from "node:test";

import { Draft, forgetDrafts } from "../../site/frontend/ts/lib/draft.ts";
import type { Store } from "../../site/frontend/ts/lib/draft.ts";
import { typingSentence } from "../../site/frontend/ts/lib/typing.ts";
import { newId, sends } from "../../site/frontend/ts/lib/keys.ts";

const key = (over: object) => ({ key: "Enter", ctrlKey: false, metaKey: false, isComposing: false, keyCode: 13, ...over });

test("Ctrl+Enter and ⌘+Enter send, Enter alone does not", () => {
  assert.equal(sends(key({ ctrlKey: true })), true);
  assert.equal(sends(key({ metaKey: true })), true);
  assert.equal(sends(key({})), false);
  assert.equal(sends(key({ key: "a", ctrlKey: true })), false);
});

test("nothing is sent while kana are being converted", () => {
  assert.equal(sends(key({ ctrlKey: true, isComposing: true })), false);
  assert.equal(sends(key({ ctrlKey: true, keyCode: 229 })), false);
});

function memory(): Store & { map: Map<string, string> } {
  const map = new Map<string, string>();
  return {
    map,
    get: (name) => map.get(name) ?? null,
    set: (name, value) => void map.set(name, value),
    remove: (name) => void map.delete(name),
    keys: () => [...map.keys()],
  };
}

test("a draft is kept for each person and box and leaves nothing behind", () => {
  const store = memory();
  const [one, other] = [new Draft(store, "me", "a"), new Draft(store, "me", "b")];
  one.keep("途中");
  assert.deepEqual([one.read(), other.read()], ["途中", ""]);
  one.keep("");
  assert.equal(store.map.size, 0);
});

test("whoever leaves takes the drafts along, and only their own", () => {
  const store = memory();
  new Draft(store, "me", "a").keep("わたし");
  new Draft(store, "you", "a").keep("あなた");
  forgetDrafts(store, "me");
  assert.deepEqual([...store.map.values()], ["あなた"]);
});

test("a key is a random UUID", () => {
  assert.match(newId(), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.notEqual(newId(), newId());
});

const WORDS = { one: "{name}さんが書いています…", somebody: "どなたかが書いています…", several: "何人かが書いています…" };

test("who is writing is said in words, by name where the page knows it", () => {
  const nameOf = (id: string): string => (id === "a" ? "髙橋" : "");
  assert.equal(typingSentence([], nameOf, WORDS), "");
  assert.equal(typingSentence(["a"], nameOf, WORDS), "髙橋さんが書いています…");
  assert.equal(typingSentence(["b"], nameOf, WORDS), "どなたかが書いています…");
  assert.equal(typingSentence(["a", "b"], nameOf, WORDS), "何人かが書いています…");
});
