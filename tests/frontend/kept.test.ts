// What a form keeps on the device until the server has it.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Draft } from "../../site/frontend/ts/lib/draft.ts";
import type { Store } from "../../site/frontend/ts/lib/draft.ts";
import { putAway, takeOut } from "../../site/frontend/ts/lib/kept.ts";
import { isHeld } from "../../site/frontend/ts/ui/offline.ts";

function memory(): { store: Store; rows: Map<string, string> } {
  const rows = new Map<string, string>();
  const store: Store = {
    get: (key) => rows.get(key) ?? null,
    set: (key, value) => void rows.set(key, value),
    remove: (key) => void rows.delete(key),
    keys: () => [...rows.keys()],
  };
  return { store, rows };
}

test("what was typed goes back where nothing else stands now", () => {
  const draft = new Draft(memory().store, "u", "entry.1.plan");
  putAway(draft, { title: "帰り便", sdgs: ["9"], clean: true }, { title: "", sdgs: [], clean: false, phone: "1" });
  assert.deepEqual(takeOut(draft, { title: "", sdgs: [], clean: false }), {
    back: { title: "帰り便", sdgs: ["9"], clean: true },
    beside: {},
  });
});

test("a radio that was not chosen before goes back too", () => {
  const draft = new Draft(memory().store, "u", "b");
  putAway(draft, { track: "value" }, {});
  assert.deepEqual(takeOut(draft, {}).back, { track: "value" });
});

test("what the server has, also in its own spelling, is not brought back", () => {
  const draft = new Draft(memory().store, "u", "b");
  const typed = { kana: "たかさき すとあ", postal: "９６３－８６０１", number: "Ｔ3900000000055", plan: "同じ" };
  putAway(draft, typed, { kana: "", postal: "", number: "", plan: "" });
  const now = { kana: "タカサキ ストア", postal: "963-8601", number: "3900000000055", plan: "同じ" };
  assert.deepEqual(takeOut(draft, now), { back: {}, beside: {} });
});

test("where something else stands by now both are shown", () => {
  const draft = new Draft(memory().store, "u", "b");
  putAway(draft, { plan: "わたしの文" }, { plan: "前の文" });
  assert.deepEqual(takeOut(draft, { plan: "右腕の文" }), { back: {}, beside: { plan: "わたしの文" } });
});

test("nothing unsaved leaves nothing behind, and rubbish is nothing", () => {
  const { store, rows } = memory();
  const draft = new Draft(store, "u", "b");
  putAway(draft, { plan: "文" }, {});
  putAway(draft, {}, {});
  assert.equal(rows.size, 0);
  draft.keep("{broken");
  assert.deepEqual(takeOut(draft, { plan: "文" }), { back: {}, beside: {} });
  draft.keep('"text"');
  assert.deepEqual(takeOut(draft, { plan: "文" }), { back: {}, beside: {} });
});

test("a form is held only without a network, when it is sent and nobody else took it", () => {
  assert.equal(isHeld({ defaultPrevented: false }, "post", false), true);
  assert.equal(isHeld({ defaultPrevented: false }, "post", true), false);
  assert.equal(isHeld({ defaultPrevented: true }, "post", false), false);
  assert.equal(isHeld({ defaultPrevented: false }, "get", false), false);
});
