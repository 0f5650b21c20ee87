import assert from "node:assert/strict";
import { test } from "node:test";

import { afterClose, LEAST_MS, MOST_MS, waitBefore } from "../../site/frontend/ts/lib/live_policy.ts";
import { ASK_AGAIN_MS, CONFIRM_EVERY, HOLD_MS, StreamState } from "../../site/frontend/ts/lib/live_state.ts";

const at = (q: number) => ({ q, k: "posted", d: {} });
const numbers = (events: { q: number }[]) => events.map((event) => event.q);

test("events in order pass through", () => {
  const state = new StreamState({ epoch: "a", seq: 4 });
  assert.deepEqual(numbers(state.take(at(5), 0)), [5]);
  assert.deepEqual(numbers(state.take(at(6), 0)), [6]);
  assert.equal(state.last, 6);
});

test("a number that is known already is dropped", () => {
  const state = new StreamState({ epoch: "a", seq: 4 });
  state.take(at(5), 0);
  assert.deepEqual(state.take(at(5), 0), []);
  assert.deepEqual(state.take(at(1), 0), []);
});

test("a later number waits for the ones before it", () => {
  const state = new StreamState({ epoch: "a", seq: 0 });
  assert.deepEqual(state.take(at(3), 0), []);
  assert.deepEqual(state.take(at(2), 0), []);
  assert.deepEqual(numbers(state.take(at(1), 0)), [1, 2, 3]);
  assert.equal(state.holds, false);
});

test("a held event is asked for after half a second, and not again at once", () => {
  const state = new StreamState({ epoch: "a", seq: 0 });
  state.take(at(2), 0);
  assert.equal(state.isOverdue(HOLD_MS - 1), false);
  assert.equal(state.isOverdue(HOLD_MS), true);
  assert.equal(state.isOverdue(HOLD_MS + 1), false);
  assert.equal(state.isOverdue(HOLD_MS + ASK_AGAIN_MS), true);
});

test("a head above what came says that something was lost", () => {
  const state = new StreamState({ epoch: "a", seq: 7 });
  assert.equal(state.misses(7, 0), false);
  assert.equal(state.misses(9, 0), true);
  assert.equal(state.misses(9, 10), false);
  state.take(at(8), 20);
  assert.equal(state.misses(9, 30), true);
});

test("a reset forgets what was held and goes on from the new place", () => {
  const state = new StreamState({ epoch: "a", seq: 0 });
  state.take(at(2), 0);
  state.reset("b", 40);
  assert.equal(state.epoch, "b");
  assert.equal(state.holds, false);
  assert.deepEqual(state.take(at(2), 0), []);
  assert.deepEqual(numbers(state.take(at(41), 0)), [41]);
});

test("readers that begin at the same number confirm at different ones, then every fifty", () => {
  const firstOf = (random: number) => {
    const state = new StreamState({ epoch: "a", seq: 0 }, random);
    const confirmed: number[] = [];
    for (let q = 1; q <= 3 * CONFIRM_EVERY; q += 1) {
      state.take(at(q), 0);
      const seq = state.confirm(false);
      if (seq !== null) confirmed.push(seq);
    }
    return confirmed;
  };
  assert.deepEqual(firstOf(0), [50, 100, 150]);
  assert.deepEqual(firstOf(0.5), [25, 75, 125]);
  assert.deepEqual(firstOf(0.999), [1, 51, 101]);
});

test("every fiftieth event is confirmed, the rest when the timer asks", () => {
  const state = new StreamState({ epoch: "a", seq: 0 });
  for (let q = 1; q < CONFIRM_EVERY; q += 1) {
    state.take(at(q), 0);
    assert.equal(state.confirm(false), null);
  }
  state.take(at(CONFIRM_EVERY), 0);
  assert.equal(state.confirm(false), CONFIRM_EVERY);
  assert.equal(state.confirm(true), null);
  state.take(at(CONFIRM_EVERY + 1), 0);
  assert.equal(state.confirm(true), CONFIRM_EVERY + 1);
});

test("close codes say whether to come back", () => {
  for (const code of [1000, 1001, 1006, 1011, 1012, 4011, 4012]) assert.equal(afterClose(code), "again");
  assert.equal(afterClose(4401), "signed-out");
  for (const code of [4400, 4403, 4404, 4413, 4414]) assert.equal(afterClose(code), "poll");
  assert.equal(afterClose(4429), "slowly");
});

test("the wait before the next attempt is spread between half a second and a growing cap", () => {
  assert.equal(waitBefore(0, 0), LEAST_MS);
  assert.equal(waitBefore(0, 1), 2000);
  assert.equal(waitBefore(2, 1), 8000);
  assert.equal(waitBefore(9, 1), MOST_MS);
  assert.equal(waitBefore(Number.MAX_SAFE_INTEGER, 1), MOST_MS);
});
