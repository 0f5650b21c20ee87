import assert from "node:assert/strict";
import { test } from "node:test";

import { Live } from "../../site/frontend/ts/lib/live.ts";
import { Bench } from "./live_bench.ts";

const S = "11111111-1111-4111-8111-111111111111";
const ev = (q: number) => ({ t: "ev", s: S, q, k: "posted", d: { id: String(q) } });

function page(seq = 0) {
  const bench = new Bench();
  const live = new Live(bench);
  const seen: (number | string)[] = [];
  const told: string[] = [];
  live.subscribe(S, { epoch: "a", seq }, {
    event: (_kind, _data, q) => seen.push(q),
    reset: (epoch, head) => seen.push(`reset ${epoch} ${head}`),
    denied: () => seen.push("denied"),
    status: (text) => told.push(text),
  });
  return { bench, live, seen, told };
}

function opened(seq = 0) {
  const all = page(seq);
  all.bench.last.onopen?.();
  all.bench.last.says({ t: "welcome", heads: { [S]: { e: "a", q: seq } } });
  return all;
}

test("hello says where the page stands", () => {
  const { bench } = opened(12);
  assert.deepEqual(bench.last.sent, [{ t: "hello", v: 1, subs: { [S]: { e: "a", q: 12 } } }]);
});

test("a second stream opens on the same socket", () => {
  const { bench, live } = opened();
  live.subscribe("other", { epoch: "b", seq: 3 }, { event: () => {}, reset: () => {} });
  assert.equal(bench.sockets.length, 1);
  assert.deepEqual(bench.last.sent.at(-1), { t: "hello", v: 1, subs: { other: { e: "b", q: 3 } } });
});

test("duplicates are dropped and disorder is put right", () => {
  const { bench, seen } = opened();
  for (const q of [1, 1, 3, 2, 3, 4]) bench.last.says(ev(q));
  assert.deepEqual(seen, [1, 2, 3, 4]);
});

test("a gap is asked for after half a second", () => {
  const { bench, seen } = opened();
  bench.last.says(ev(2));
  bench.pass(250);
  assert.equal(bench.last.sent.length, 1);
  bench.pass(500);
  assert.deepEqual(bench.last.sent.at(-1), { t: "sync", s: S, from: 0 });
  bench.last.says(ev(1));
  assert.deepEqual(seen, [1, 2]);
});

test("a heartbeat shows a silent loss", () => {
  const { bench } = opened(5);
  bench.last.says({ t: "hb", heads: { [S]: 5 } });
  assert.equal(bench.last.sent.length, 1);
  bench.last.says({ t: "hb", heads: { [S]: 7 } });
  assert.deepEqual(bench.last.sent.at(-1), { t: "sync", s: S, from: 5 });
});

test("what came is confirmed before more is asked for", () => {
  const { bench } = opened();
  bench.last.says(ev(1));
  bench.last.says({ t: "hb", heads: { [S]: 9 } });
  assert.deepEqual(bench.last.sent.slice(1), [
    { t: "rx", q: { [S]: 1 } },
    { t: "sync", s: S, from: 1 },
  ]);
});

test("the next socket resumes after the last event", () => {
  const { bench, seen, told } = opened();
  bench.last.says(ev(1));
  bench.last.drops(1006);
  bench.pass(500);
  assert.equal(bench.sockets.length, 2);
  bench.last.onopen?.();
  assert.deepEqual(bench.last.sent, [{ t: "hello", v: 1, subs: { [S]: { e: "a", q: 1 } } }]);
  bench.last.says({ t: "welcome", heads: { [S]: { e: "a", q: 2 } } });
  bench.last.says(ev(2));
  bench.pass(5000);
  assert.deepEqual(seen, [1, 2]);
  assert.deepEqual(told, []);
});

test("a loss that lasts is said, and its end too", () => {
  const { bench, told } = opened();
  bench.random = () => 0.999;
  bench.last.drops(1006);
  bench.pass(1500);
  assert.deepEqual(told, ["waiting"]);
  bench.pass(1500);
  bench.last.onopen?.();
  bench.last.says({ t: "welcome", heads: {} });
  assert.deepEqual(told, ["waiting", ""]);
});

test("a reset reaches the page and moves its place", () => {
  const { bench, seen } = opened();
  bench.last.says({ t: "reset", s: S, epoch: "b", head: 900 });
  bench.last.says(ev(901));
  assert.deepEqual(seen, ["reset b 900", 901]);
});

test("confirmations go out every fifty events and every five seconds", () => {
  const { bench } = opened();
  for (let q = 1; q <= 51; q += 1) bench.last.says(ev(q));
  assert.deepEqual(bench.last.sent.at(-1), { t: "rx", q: { [S]: 50 } });
  bench.pass(5250);
  assert.deepEqual(bench.last.sent.at(-1), { t: "rx", q: { [S]: 51 } });
});

test("a login that ended is not tried again", () => {
  const { bench, told } = opened();
  bench.last.drops(4401);
  bench.pass(120_000);
  assert.equal(bench.sockets.length, 1);
  assert.deepEqual(told, ["signed-out"]);
  assert.deepEqual(bench.fetched, []);
});

test("a stream that is not readable is told once and never asked for again", () => {
  const { bench, seen } = opened();
  bench.last.says({ t: "denied", s: S, why: "absent" });
  bench.last.drops(1012);
  bench.pass(500);
  assert.deepEqual(seen, ["denied"]);
  assert.equal(bench.sockets.length, 1);
});

test("a socket that says nothing for 45 seconds is given up", () => {
  const { bench } = opened();
  const first = bench.last;
  bench.pass(44_000);
  assert.equal(bench.sockets.length, 1);
  bench.pass(2000);
  assert.equal(bench.sockets.length, 2);
  assert.notEqual(first.closedWith, null);
});

test("a socket that never opens, or opens and lets nothing through, is given up after ten seconds", () => {
  const { bench } = page();
  bench.pass(11_000);
  assert.equal(bench.sockets.length, 2);
  bench.last.onopen?.();
  bench.pass(11_000);
  assert.equal(bench.sockets.length, 3);
});

test("after a closed lid an old silence is not trusted", () => {
  const { bench, live } = opened(7);
  live.look();
  assert.equal(bench.sockets.length, 1);
  bench.clock += 30_000;
  live.look();
  assert.equal(bench.sockets.length, 2);
  bench.last.onopen?.();
  assert.deepEqual(bench.last.sent, [{ t: "hello", v: 1, subs: { [S]: { e: "a", q: 7 } } }]);
});

test("frames this version does not know change nothing", () => {
  const { bench, seen } = opened();
  bench.last.says({ t: "news", s: S });
  bench.last.says(null);
  bench.last.onmessage?.({ data: "{" });
  bench.last.onmessage?.({ data: new ArrayBuffer(2) });
  bench.last.says(ev(1));
  assert.deepEqual(seen, [1]);
});

test("a handler that fails does not stop the next event", (context) => {
  context.mock.method(console, "error", () => {});
  const bench = new Bench();
  const live = new Live(bench);
  const seen: number[] = [];
  live.subscribe(S, { epoch: "a", seq: 0 }, {
    event: (_kind, _data, q) => {
      seen.push(q);
      throw new Error("a page's mistake");
    },
    reset: () => {},
  });
  bench.last.onopen?.();
  bench.last.says(ev(1));
  bench.last.says(ev(2));
  assert.deepEqual(seen, [1, 2]);
});

test("a page that is left and shown again connects anew and resumes", () => {
  const { bench, live } = opened(3);
  live.sleep();
  bench.pass(60_000);
  assert.equal(bench.sockets.length, 1);
  live.look();
  bench.last.onopen?.();
  assert.deepEqual(bench.last.sent, [{ t: "hello", v: 1, subs: { [S]: { e: "a", q: 3 } } }]);
});
