import assert from "node:assert/strict";
import { test } from "node:test";

import { places, Sync } from "../../site/frontend/ts/lib/message_list.ts";

const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
};

const row = (seq: number) => ({ id: `m${seq}`, seq });

test("a new message stands at the end, a changed one replaces itself", () => {
  assert.deepEqual(places([row(1), row(2)], [row(2), row(3)]), [
    { do: "replace", id: "m2" },
    { do: "insert", before: null },
  ]);
});

test("messages of one partial stand in order among those that are there", () => {
  assert.deepEqual(places([row(1), row(5)], [row(3), row(4), row(6)]), [
    { do: "insert", before: "m5" },
    { do: "insert", before: "m5" },
    { do: "insert", before: null },
  ]);
});

test("a change to a message above the list is left alone, an empty list takes all", () => {
  assert.deepEqual(places([row(5)], [row(2), row(6)]), [{ do: "skip" }, { do: "insert", before: null }]);
  assert.deepEqual(places([], [row(2)]), [{ do: "insert", before: null }]);
});

function source(parts: (number | null)[]) {
  const asked: string[] = [];
  const timers: (() => void)[] = [];
  const next = (what: string) => {
    asked.push(what);
    const head = parts.shift();
    return Promise.resolve(head == null ? null : { head });
  };
  return {
    asked,
    timers,
    after: (seq: number) => next(`after ${seq}`),
    latest: () => next("latest"),
    later: (run: () => void) => void timers.push(run),
  };
}

test("events that arrive during a request are fetched by the next one", async () => {
  const from = source([5, 8]);
  const sync = new Sync(from, 4);
  void sync.want(5);
  void sync.want(8);
  await settle();
  assert.deepEqual([from.asked, sync.shown], [["after 4", "after 5"], 8]);
  await sync.want(7);
  assert.equal(from.asked.length, 2);
});

test("a request that fails is made again later, from the same number", async () => {
  const from = source([null, 4, 6]);
  const sync = new Sync(from, 4);
  await sync.want(6);
  assert.deepEqual([from.asked, from.timers.length], [["after 4"], 1]);
  from.timers[0]!();
  await settle();
  assert.equal(from.timers.length, 2);
  from.timers[1]!();
  await settle();
  assert.deepEqual([from.asked, sync.shown], [["after 4", "after 4", "after 4"], 6]);
});

test("a reset takes the latest messages and goes on from there, also to smaller numbers", async () => {
  const from = source([3, 4]);
  const sync = new Sync(from, 900);
  void sync.reset();
  void sync.want(4);
  await settle();
  assert.deepEqual([from.asked, sync.shown], [["latest", "after 3"], 4]);
});
