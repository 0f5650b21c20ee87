import assert from "node:assert/strict";
import { test } from "node:test";

import { Live } from "../../site/frontend/ts/lib/live.ts";
import { LEASE_MS, Leases, RENEW_MS } from "../../site/frontend/ts/lib/live_leases.ts";
import { Bench } from "./live_bench.ts";

test("a lease ends by itself unless it is renewed", () => {
  const leases = new Leases();
  assert.equal(leases.hear("typing", ["a", "b"], true, 0), true);
  assert.equal(leases.hear("typing", ["a"], true, 5000), false);
  assert.deepEqual([leases.expire(LEASE_MS.typing), leases.people("typing")], [["typing"], ["a"]]);
  assert.deepEqual([leases.expire(LEASE_MS.typing), leases.people("presence")], [[], []]);
});

test("a lease can be given back", () => {
  const leases = new Leases();
  leases.hear("presence", ["a"], true, 0);
  assert.equal(leases.hear("presence", ["b"], false, 0), false);
  assert.equal(leases.hear("presence", ["a"], false, 0), true);
  assert.deepEqual(leases.people("presence"), []);
});

const S = "11111111-1111-4111-8111-111111111111";

function page() {
  const bench = new Bench();
  const live = new Live(bench);
  const typing: string[][] = [];
  const presence: string[][] = [];
  live.subscribe(S, { epoch: "a", seq: 0 }, {
    event: () => {},
    reset: () => {},
    typing: (people) => typing.push(people),
    presence: (people) => presence.push(people),
  });
  const welcome = (): void => {
    bench.last.onopen?.();
    bench.last.says({ t: "welcome", heads: {} });
  };
  const told = (kind: string) => bench.last.sent.filter(({ t }) => t === kind).map(({ on }) => on);
  return { bench, live, typing, presence, welcome, told };
}

test("others come and go", () => {
  const { bench, typing, welcome } = page();
  welcome();
  bench.last.says({ t: "typing", s: S, p: ["a"], on: true });
  bench.pass(3000);
  bench.last.says({ t: "typing", s: S, p: ["b"], on: true });
  bench.pass(3250);
  bench.last.says({ t: "typing", s: S, p: ["b"], on: false });
  assert.deepEqual(typing, [["a"], ["a", "b"], ["b"], []]);
});

test("writing is told every three seconds at most, and when it stops", () => {
  const { bench, live, welcome, told } = page();
  live.typing(S, true);
  welcome();
  for (let press = 0; press < 10; press += 1) {
    live.typing(S, true);
    bench.pass(500);
  }
  live.typing(S, false);
  live.typing(S, false);
  assert.deepEqual(told("typing"), [true, true, false]);
});

test("whoever sees the page is present, and again on a new socket", () => {
  const { bench, welcome, told } = page();
  welcome();
  bench.pass(250);
  bench.pass(RENEW_MS.presence);
  assert.deepEqual(told("presence"), [true, true]);
  bench.hidden = true;
  bench.pass(500);
  assert.deepEqual(told("presence"), [true, true, false]);
  bench.hidden = false;
  bench.last.drops(1006);
  bench.pass(500);
  welcome();
  bench.pass(250);
  assert.deepEqual(told("presence"), [true]);
});

test("before the server's welcome nothing is told", () => {
  const { bench, live, told } = page();
  bench.last.onopen?.();
  live.typing(S, true);
  bench.pass(1000);
  assert.deepEqual([told("typing"), told("presence")], [[], []]);
});
