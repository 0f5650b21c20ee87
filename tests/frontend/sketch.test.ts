import assert from "node:assert/strict";
import { test } from "node:test";

import {
  between, clamp, HEADROOM, moveBy, MOST, nudge, pinch, reveal, toFrame, toShare, WHOLE, zoomAt,
} from "../../site/frontend/ts/lib/viewer_math.ts";
import type { Clock } from "../../site/frontend/ts/lib/polite.ts";
import { AGAIN_MS, GATHER_MS, Gatherer } from "../../site/frontend/ts/lib/viewer_news.ts";
import { fieldsOf } from "../../site/frontend/ts/lib/viewer_outbox.ts";
import { post } from "../../site/frontend/ts/lib/viewer_post.ts";

const FRAME = { width: 800, height: 500 };

class HandClock implements Clock {
  time = 0;
  #waiting: { at: number; run: () => void }[] = [];
  now(): number {
    return this.time;
  }
  later(run: () => void, ms: number): void {
    this.#waiting.push({ at: this.time + ms, run });
  }
  async advance(ms: number): Promise<void> {
    this.time += ms;
    const due = this.#waiting.filter(({ at }) => at <= this.time);
    this.#waiting = this.#waiting.filter(({ at }) => at > this.time);
    for (const { run } of due) run();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

test("the whole drawing cannot be moved or made smaller", () => {
  assert.deepEqual(clamp({ scale: 0.4, x: 50, y: -20 }, FRAME), WHOLE);
  assert.deepEqual(moveBy(WHOLE, 100, 100, FRAME), WHOLE);
});

test("what lies under the finger stays there while it grows", () => {
  const at = { x: 600, y: 200 };
  const before = toShare(WHOLE, at, FRAME);
  const view = zoomAt(WHOLE, 2, at, FRAME);
  assert.deepEqual(toShare(view, at, FRAME), before);
  assert.equal(view.scale, 2);
});

test("zooming ends at both limits", () => {
  assert.equal(zoomAt(WHOLE, 1000, { x: 0, y: 0 }, FRAME).scale, MOST);
  assert.deepEqual(zoomAt({ scale: 2, x: -800, y: -500 }, 0.01, { x: 400, y: 250 }, FRAME), WHOLE);
});

test("a zoomed drawing is not pulled away from its frame, but leaves room for a drop above its point", () => {
  const view = moveBy({ scale: 2, x: -100, y: -100 }, 5000, 5000, FRAME);
  assert.deepEqual([view.x, view.y], [0, HEADROOM]);
  const other = moveBy(view, -5000, -5000, FRAME);
  assert.deepEqual([other.x, other.y], [-800, -500]);
});

test("two fingers that part zoom round their middle", () => {
  const view = pinch(WHOLE, [{ x: 300, y: 250 }, { x: 500, y: 250 }], [{ x: 200, y: 250 }, { x: 600, y: 250 }], FRAME);
  assert.deepEqual(view, { scale: 2, x: -400, y: -250 });
});

test("two fingers on one spot do not divide by nothing", () => {
  const view = pinch(WHOLE, [{ x: 1, y: 1 }, { x: 1, y: 1 }], [{ x: 1, y: 1 }, { x: 3, y: 1 }], FRAME);
  assert.ok(Number.isFinite(view.scale));
});

test("a point goes there and back", () => {
  const view = { scale: 3, x: -500, y: -320 };
  const share = { x: 0.42, y: 0.31 };
  const back = toShare(view, toFrame(view, share, FRAME), FRAME);
  assert.ok(back);
  assert.ok(Math.abs(back.x - share.x) < 1e-9 && Math.abs(back.y - share.y) < 1e-9);
});

test("beside the drawing there is no point", () => {
  assert.equal(toShare(WHOLE, { x: 801, y: 10 }, FRAME), null);
  assert.equal(toShare({ scale: 2, x: 0, y: 40 }, { x: 10, y: 20 }, FRAME), null);
});

test("the cross stays on the drawing, and moves less when it is zoomed", () => {
  assert.deepEqual(nudge(WHOLE, { x: 0.99, y: 0.5 }, 80, 0, FRAME), { x: 1, y: 0.5 });
  assert.deepEqual(nudge({ scale: 2, x: 0, y: 0 }, { x: 0.5, y: 0.5 }, 0, -50, FRAME), { x: 0.5, y: 0.45 });
});

test("a hidden point is brought into sight with the smallest move", () => {
  const view = reveal({ scale: 4, x: 0, y: 0 }, { x: 0.9, y: 0.1 }, FRAME);
  const at = toFrame(view, { x: 0.9, y: 0.1 }, FRAME);
  assert.equal(at.x, FRAME.width - 60);
  assert.equal(view.y, 0);
  assert.deepEqual(reveal(WHOLE, { x: 1, y: 1 }, FRAME), WHOLE);
});

test("many events make one request, and never two at a time", async () => {
  const clock = new HandClock();
  const asked: (string[] | null)[] = [];
  let finish = (): void => {};
  const gatherer = new Gatherer((ids) => {
    asked.push(ids);
    return new Promise((resolve) => (finish = resolve));
  }, clock);
  for (const id of ["a", "b", "a"]) gatherer.add(id);
  await clock.advance(GATHER_MS);
  gatherer.add("c");
  await clock.advance(GATHER_MS);
  assert.deepEqual(asked, [["a", "b"]]);
  finish();
  await clock.advance(0);
  await clock.advance(GATHER_MS);
  assert.deepEqual(asked, [["a", "b"], ["c"]]);
});

test("a reset asks for everything", async () => {
  const clock = new HandClock();
  const asked: (string[] | null)[] = [];
  const gatherer = new Gatherer(async (ids) => void asked.push(ids), clock);
  gatherer.add("a");
  gatherer.addAll();
  await clock.advance(GATHER_MS);
  assert.deepEqual(asked, [null]);
});

test("what could not be fetched is asked for again", async () => {
  const clock = new HandClock();
  const asked: (string[] | null)[] = [];
  const gatherer = new Gatherer(async (ids) => {
    asked.push(ids);
    if (asked.length === 1) throw new Error("away");
  }, clock);
  gatherer.add("a");
  await clock.advance(GATHER_MS);
  gatherer.add("b");
  await clock.advance(AGAIN_MS);
  assert.deepEqual(asked, [["a"], ["a", "b"]]);
});

const FORM = { action: "/pins/" } as HTMLFormElement;
globalThis.FormData = class {} as unknown as typeof FormData;

test("the server's sentence is shown as it is", async () => {
  const answer = { status: 409, ok: false, json: async () => ({ sentence: "先にほかの方が変えました。" }) };
  const posted = await post(FORM, "offline", async () => answer as unknown as Response);
  assert.deepEqual([posted.ok, posted.sentence], [false, "先にほかの方が変えました。"]);
});

test("a broken network keeps the words and says so", async () => {
  const posted = await post(FORM, "通信できませんでした。", () => Promise.reject(new TypeError("away")));
  assert.deepEqual([posted.ok, posted.sentence], [false, "通信できませんでした。"]);
});

test("an entry holds what was said, not what belongs to one attempt", () => {
  const entries: [string, FormDataEntryValue][] = [
    ["csrfmiddlewaretoken", "t"], ["client_id", "k"], ["x", "1.5"], ["sticker", "hands"], ["body", "一"],
  ];
  assert.deepEqual(fieldsOf(entries), { x: "1.5", sticker: "hands", body: "一" });
});

test("two corners make a box whichever comes first, and a slip of the finger stays a point", () => {
  const box = between({ x: 0.75, y: 0.5 }, { x: 0.25, y: 0.75 });
  assert.deepEqual(box, { x: 0.25, y: 0.5, width: 0.5, height: 0.25 });
  assert.deepEqual(between({ x: 0.5, y: 0.5 }, { x: 0.503, y: 0.5 }), { x: 0.5, y: 0.5, width: 0, height: 0 });
});
