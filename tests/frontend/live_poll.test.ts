import assert from "node:assert/strict";
import { test } from "node:test";

import { Live } from "../../site/frontend/ts/lib/live.ts";
import { PATIENT_MS } from "../../site/frontend/ts/lib/live_policy.ts";
import { Bench, turn } from "./live_bench.ts";

const S = "11111111-1111-4111-8111-111111111111";
const event = (q: number) => ({ q, k: "posted", d: {} });

function page(...streams: string[]) {
  const bench = new Bench();
  const live = new Live(bench);
  const seen: (number | string)[] = [];
  const told: string[] = [];
  for (const stream of [S, ...streams]) {
    live.subscribe(stream, { epoch: "a", seq: 0 }, {
      event: (_kind, _data, q) => seen.push(q),
      reset: (epoch, head) => seen.push(`reset ${epoch} ${head}`),
      denied: () => seen.push("denied"),
      status: (text) => stream === S && told.push(text),
    });
  }
  return { bench, live, seen, told };
}

const answer = (events: number[], over: object = {}) => ({
  status: 200,
  json: () => Promise.resolve({ epoch: "a", head: events.at(-1) ?? 0, reset: false, events: events.map(event), ...over }),
});

/** A poll that the test answers when it likes. */
function held() {
  let give: (value: ReturnType<typeof answer>) => void = () => {};
  const promise = new Promise<ReturnType<typeof answer>>((resolve) => (give = resolve));
  return { promise, give: (value: ReturnType<typeof answer>) => give(value) };
}

async function failThrice(bench: Bench): Promise<void> {
  for (let failure = 0; failure < 3; failure += 1) {
    bench.last.drops(1006);
    if (failure < 2) bench.pass(500);
  }
  await turn();
}

test("after three failures the page polls and says so, and stops when a socket opens", async () => {
  const { bench, seen, told } = page();
  bench.answers.push(answer([1, 2]));
  await failThrice(bench);
  assert.deepEqual(bench.fetched, [`/streams/${S}/events?after=0&epoch=a`]);
  assert.deepEqual([seen, told], [[1, 2], ["polling"]]);
  bench.pass(500);
  bench.last.onopen?.();
  bench.last.says({ t: "welcome", heads: { [S]: { e: "a", q: 2 } } });
  const before = bench.fetched.length;
  await bench.elapse(20_000);
  assert.equal(bench.fetched.length, before);
  assert.deepEqual(told, ["polling", ""]);
});

test("a refused origin polls at once and opens no other socket", async () => {
  const { bench, told } = page();
  bench.answers.push(answer([]), answer([]), answer([]));
  bench.last.drops(4403);
  await bench.elapse(60_000);
  assert.equal(bench.sockets.length, 1);
  assert.ok(bench.fetched.length > 3);
  assert.equal(told[0], "polling");
});

test("the longest silent of many windows polls, and takes a socket again when it is looked at", async () => {
  const { bench, live, told } = page();
  bench.answers.push(answer([]), answer([]), answer([]));
  bench.last.drops(4414);
  await bench.elapse(60_000);
  assert.equal(bench.sockets.length, 1);
  assert.equal(told[0], "polling");
  live.look();
  assert.equal(bench.sockets.length, 2);
});

test("a browser that forbids sockets polls", async () => {
  const { bench, live } = page();
  live.sleep();
  bench.forbids = true;
  bench.answers.push(answer([]));
  live.look();
  await bench.elapse(10_000);
  assert.ok(bench.fetched.length > 0);
});

test("while neither way is open the page says that it waits", async () => {
  const { bench, told } = page();
  await failThrice(bench);
  await bench.elapse(2000);
  assert.deepEqual(told, ["waiting"]);
  bench.answers.push(answer([]));
  await bench.elapse(30_000, 500);
  assert.ok(told.includes("polling"));
});

test("a server that waits is asked again at once, one that does not every four seconds", async () => {
  const { bench } = page();
  const long = held();
  bench.answers.push(answer([]), long.promise, answer([]), answer([]));
  await failThrice(bench);
  await bench.elapse(20_000);
  assert.deepEqual(bench.fetched.map((url) => url.includes("wait=25")), [false, true]);
  long.give(answer([]));
  await bench.elapse(1000);
  assert.equal(bench.fetched.length, 3);
  await bench.elapse(2500);
  assert.equal(bench.fetched.length, 3);
  await bench.elapse(1500);
  assert.equal(bench.fetched.length, 4);
});

test("one request of a tab waits, the others answer at once; a hidden tab keeps none open", async () => {
  const { bench } = page("other");
  bench.answers.push(answer([]), answer([]), held().promise);
  await failThrice(bench);
  await bench.elapse(1000);
  assert.deepEqual(bench.fetched, [
    `/streams/${S}/events?after=0&epoch=a`,
    "/streams/other/events?after=0&epoch=a",
    `/streams/${S}/events?after=0&epoch=a&wait=25`,
  ]);
  const hidden = page();
  hidden.bench.hidden = true;
  hidden.bench.answers.push(answer([]), answer([]));
  await failThrice(hidden.bench);
  assert.deepEqual(hidden.bench.fetched, [`/streams/${S}/events?after=0&epoch=a`]);
  await hidden.bench.elapse(14_000, 500);
  assert.equal(hidden.bench.fetched.length, 1);
});

test("a poll that hangs is given up", async () => {
  const { bench } = page();
  bench.answers.push(held().promise);
  await failThrice(bench);
  await bench.elapse(41_000, 1000);
  assert.equal(bench.signals[0]!.aborted, true);
});

test("a poll answer that a socket overtook changes nothing, and its request is ended", async () => {
  const { bench, seen } = page();
  const late = held();
  bench.answers.push(late.promise);
  await failThrice(bench);
  bench.pass(500);
  bench.last.onopen?.();
  bench.last.says({ t: "welcome", heads: { [S]: { e: "a", q: 1 } } });
  bench.last.says({ t: "ev", s: S, ...event(1) });
  assert.equal(bench.signals[0]!.aborted, true);
  late.give(answer([], { epoch: "z", reset: true }));
  await turn();
  assert.deepEqual(seen, [1]);
});

test("a reset over the poll moves the place, a missing stream ends", async () => {
  const { bench, seen } = page();
  bench.answers.push(answer([], { epoch: "b", head: 40, reset: true }), { status: 404, json: () => Promise.resolve({}) });
  await failThrice(bench);
  await bench.elapse(500);
  assert.deepEqual(seen, ["reset b 40", "denied"]);
  assert.equal(bench.fetched[1], `/streams/${S}/events?after=40&epoch=b&wait=25`);
  await bench.elapse(20_000, 1000);
  assert.equal(bench.fetched.length, 2);
});

test("a stream that is opened while polling is polled too", async () => {
  const { bench, live } = page();
  bench.answers.push(answer([]));
  await failThrice(bench);
  live.subscribe("late", { epoch: "b", seq: 3 }, { event: () => {}, reset: () => {} });
  await turn();
  assert.ok(bench.fetched.includes("/streams/late/events?after=3&epoch=b"));
});

test("sockets that die at once count as failures, and are tried patiently in the end", async () => {
  const { bench } = page();
  for (let failure = 0; failure < 12; failure += 1) {
    bench.last.onopen?.();
    bench.last.says({ t: "welcome", heads: {} });
    bench.last.drops(1006);
    await bench.elapse(500);
  }
  const before = bench.sockets.length;
  await bench.elapse(60_000, 1000);
  assert.equal(bench.sockets.length, before);
  await bench.elapse(PATIENT_MS, 1000);
  assert.ok(bench.sockets.length > before);
});

test("being logged out ends the polls too", async () => {
  const { bench, told } = page();
  bench.answers.push(answer([]));
  await failThrice(bench);
  bench.pass(500);
  bench.last.drops(4401);
  const before = bench.fetched.length;
  await bench.elapse(60_000, 1000);
  assert.equal(bench.fetched.length, before);
  assert.equal(told.at(-1), "signed-out");
});

test("a poll that is answered 401 ends everything, too", async () => {
  const { bench, told } = page();
  bench.answers.push({ status: 401, json: () => Promise.resolve({}) });
  await failThrice(bench);
  const before = [bench.fetched.length, bench.sockets.length];
  await bench.elapse(60_000, 1000);
  assert.deepEqual([bench.fetched.length, bench.sockets.length], before);
  assert.equal(told.at(-1), "signed-out");
});
