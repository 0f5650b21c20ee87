import assert from "node:assert/strict";
import { test } from "node:test";

import { PAUSE_MS, Polite } from "../../site/frontend/ts/lib/polite.ts";

function speaker() {
  const said: string[] = [];
  const timers: { run: () => void; ms: number }[] = [];
  const clock = { now: 0 };
  const polite = new Polite((text) => void said.push(text), {
    now: () => clock.now,
    later: (run, ms) => void timers.push({ run, ms }),
  });
  const wait = (): void => {
    clock.now += PAUSE_MS;
    timers.splice(0).forEach(({ run }) => run());
  };
  return { polite, said, timers, clock, wait };
}

const many = (count: number): string => `${count}件`;

test("new things are counted together, at most every five seconds", () => {
  const { polite, said, timers, clock, wait } = speaker();
  polite.count("messages", 0, many);
  polite.count("messages", 1, many);
  clock.now = 1000;
  polite.count("messages", 1, many);
  polite.count("messages", 2, many);
  assert.deepEqual([said, timers.map(({ ms }) => ms)], [["1件"], [PAUSE_MS - 1000]]);
  wait();
  assert.deepEqual(said, ["1件", "3件"]);
});

test("of what waits about one thing only the last is said", () => {
  const { polite, said, wait } = speaker();
  for (const text of ["一", "二", "三"]) polite.say("pin", text);
  assert.deepEqual(said, ["一"]);
  wait();
  assert.deepEqual(said, ["一", "三"]);
});

test("different things are said in one go, and what is taken back is not said", () => {
  const { polite, said, wait } = speaker();
  polite.say("first", "はじめ");
  polite.say("status", "切れました。");
  polite.count("messages", 2, many);
  polite.say("pin", "ピン3");
  polite.say("status", "");
  wait();
  assert.deepEqual(said, ["はじめ", "2件 ピン3"]);
  polite.say("status", "切れました。");
  polite.say("status", "");
  wait();
  assert.equal(said.length, 2);
});
