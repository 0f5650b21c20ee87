import assert from "node:assert/strict";
import { test } from "node:test";

import type { Answer } from "../../site/frontend/ts/lib/outbox_post.ts";
import { Device, settle } from "./outbox_device.ts";

const posted = (id: string): Answer => ({ kind: "posted", data: { id } });
const later = (sentence = "", afterMs: number | null = null): Answer => ({ kind: "later", sentence, afterMs });
const refused = (sentence: string): Answer => ({ kind: "refused", sentence });

/** Gives these answers one after the other, then "later". */
const answers = (...list: Answer[]) => () => Promise.resolve(list.shift() ?? later());

/** Takes everything after a moment; a repeated key is the same thing. */
const taking = () => (entry: { clientId: string }) =>
  new Promise<Answer>((resolve) => void setImmediate(() => resolve(posted(`m-${entry.clientId}`))));

const add = (tab: { outbox: { add(url: string, fields: Record<string, string>): Promise<unknown> } }, body: string) =>
  tab.outbox.add("/post/", { body });

test("what is sent leaves the device only when the server has it", async () => {
  let answer: (value: Answer) => void = () => {};
  const device = new Device(() => new Promise((resolve) => (answer = resolve)));
  const tab = device.tab();
  await add(tab, "一");
  await settle();
  assert.equal((await device.shelf.of("me")).length, 1);
  answer(posted("m1"));
  await settle();
  assert.deepEqual([await device.shelf.of("me"), tab.acknowledged], [[], ["m1"]]);
  assert.deepEqual(tab.history, ["一:waiting", "一:sending"]);
});

test("things go one after the other, the first one first", async () => {
  const device = new Device(taking());
  const tab = device.tab();
  await Promise.all(["一", "二", "三"].map((body) => add(tab, body)));
  await device.pass(0);
  assert.deepEqual([device.sent, device.mostInFlight], [["一", "二", "三"], 1]);
});

test("every attempt repeats the same key, and later ones wait", async () => {
  const device = new Device(answers(later(), posted("m1"), posted("m2")));
  const tab = device.tab();
  await add(tab, "一");
  await add(tab, "二");
  await settle();
  assert.deepEqual(device.sent, ["一"]);
  assert.deepEqual([...tab.states], [["一", "failed"], ["二", "waiting"]]);
  tab.outbox.retry();
  await settle();
  assert.deepEqual(device.sent, ["一", "一", "二"]);
  assert.equal(device.keys[0], device.keys[1]);
  assert.deepEqual(tab.acknowledged, ["m1", "m2"]);
});

test("it tries again by itself, more and more slowly", async () => {
  const device = new Device(answers());
  const tab = device.tab();
  await add(tab, "一");
  await settle();
  for (let round = 0; round < 6; round += 1) await device.pass(tab.waits.at(-1)!);
  assert.deepEqual(tab.waits, [3000, 6000, 12_000, 24_000, 48_000, 60_000, 60_000]);
  assert.equal(new Set(device.keys).size, 1);
});

test("the server says when to come again, and what it said stands below", async () => {
  const device = new Device(answers(later("少し待ってください。", 7000), posted("m1")));
  const tab = device.tab();
  await add(tab, "一");
  await settle();
  assert.deepEqual([tab.waits, tab.said.get("一")], [[7000], "少し待ってください。"]);
  await device.pass(6999);
  assert.equal(device.sent.length, 1);
  await device.pass(1);
  assert.deepEqual(tab.acknowledged, ["m1"]);
});

test("what the server refuses keeps its sentence and stops nobody", async () => {
  const device = new Device(answers(refused("長すぎます。"), posted("m2")));
  const tab = device.tab();
  await add(tab, "長い");
  await add(tab, "二");
  await settle();
  assert.deepEqual([tab.states.get("長い"), tab.said.get("長い")], ["refused", "長すぎます。"]);
  assert.deepEqual(tab.acknowledged, ["m2"]);
  tab.outbox.retry();
  await settle();
  assert.equal(device.sent.length, 2);
  assert.equal((await tab.outbox.takeBack(device.keys[0]!))?.fields["body"], "長い");
  assert.deepEqual(await device.shelf.of("me"), []);
});

test("taking back waits for the attempt under way, and gets nothing when that one succeeded", async () => {
  let answer: (value: Answer) => void = () => {};
  const device = new Device(() => new Promise((resolve) => (answer = resolve)));
  const tab = device.tab();
  await add(tab, "一");
  await settle();
  const taken = tab.outbox.takeBack(device.keys[0]!);
  answer(posted("m1"));
  assert.equal(await taken, null);
});

test("the next page takes up what an earlier one left, in its order and with its keys", async () => {
  const list = [later(), posted("m1"), posted("m2")];
  const device = new Device(() => Promise.resolve(list.shift() ?? later()));
  const first = device.tab();
  await add(first, "一");
  await add(first, "二");
  await settle();
  first.close();
  await device.shelf.add({
    clientId: "x", user: "somebody", box: "channel", url: "/", fields: { body: "他人の" },
    at: 0, tries: 0, notBefore: 0, isRefused: false, sentence: "",
  });
  const second = device.tab();
  await second.outbox.open();
  assert.deepEqual([...second.states.keys()], ["一", "二"]);
  await device.pass(3000);
  assert.deepEqual(second.acknowledged, ["m1", "m2"]);
  assert.equal(device.keys[0], device.keys[1]);
  assert.equal((await device.shelf.of("somebody")).length, 1);
});

test("twin: without the shelf a reload loses what was not acknowledged", async () => {
  const first = new Device(answers()).tab();
  await add(first, "一");
  await settle();
  const second = new Device(taking()).tab();
  await second.outbox.open();
  assert.deepEqual(second.acknowledged, []);
});

async function threeTabs(options: { hasLock: boolean }) {
  const device = new Device(taking(), options);
  const tabs = [device.tab(), device.tab(), device.tab()];
  await Promise.all(tabs.map((tab) => tab.outbox.open()));
  const bodies = Array.from({ length: 9 }, (_each, index) => String(index));
  await Promise.all(bodies.map((body, index) => add(tabs[index % 3]!, body)));
  for (let round = 0; round < 20; round += 1) await settle();
  return { device, tabs, bodies };
}

test("three tabs share one outbox: one on its way, in order, each once, and all tabs know", async () => {
  const { device, tabs, bodies } = await threeTabs({ hasLock: true });
  assert.deepEqual([device.sent, device.mostInFlight], [bodies, 1]);
  for (const tab of tabs) {
    assert.deepEqual(tab.acknowledged, device.keys.map((key) => `m-${key}`));
    assert.equal(tab.states.size, 0);
  }
});

test("twin: without the lock several tabs send at the same time", async () => {
  const { device, bodies } = await threeTabs({ hasLock: false });
  assert.ok(device.mostInFlight > 1);
  assert.ok(device.sent.length > bodies.length);
});

test("what one tab cannot send the others do not try at the same moment", async () => {
  const device = new Device(answers());
  const tabs = [device.tab(), device.tab(), device.tab()];
  await add(tabs[0]!, "一");
  for (let round = 0; round < 5; round += 1) await settle();
  assert.equal(device.sent.length, 1);
  assert.deepEqual(tabs.map((tab) => tab.states.get("一")), ["failed", "failed", "failed"]);
  await device.pass(3000);
  await settle();
  assert.equal(device.sent.length, 2);
});

test("a tab that stands in line goes on when the sending one is closed", async () => {
  let ends: (() => void) | null = null;
  const list = [posted("m2")];
  const device = new Device((entry) =>
    // The first attempt belongs to a tab that dies: its lock is freed, its answer never comes.
    entry.tries === 0 && ends === null
      ? new Promise((_resolve, reject) => (ends = () => reject(new Error("closed"))))
      : Promise.resolve(list.shift() ?? later()),
  );
  const [dying, other] = [device.tab(), device.tab()];
  await add(dying, "一");
  await settle();
  dying.close();
  ends!();
  for (let round = 0; round < 5; round += 1) await settle();
  assert.deepEqual(other.acknowledged, ["m2"]);
  assert.equal(device.keys[0], device.keys[1]);
});
