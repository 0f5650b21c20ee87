// The autosaver of the entry form: only what changed, one at a time, nothing typed is overwritten.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Autosaver, changes, same } from "../../site/frontend/ts/lib/autosave.ts";
import type { Outcome, Screen, Values } from "../../site/frontend/ts/lib/autosave.ts";

interface Sent {
  rev: number;
  values: Values;
}

function bench(start: Values, answers: Outcome[]) {
  const page: Values = { ...start };
  const sent: Sent[] = [];
  const said: string[] = [];
  const revs: number[] = [];
  const screen: Screen = {
    saving: () => said.push("saving"),
    saved: (text, _sent, _errors, kept) => {
      said.push(text);
      Object.assign(page, kept);
    },
    stale: (_sentence, newer) => said.push(`newer ${JSON.stringify(newer)}`),
    closed: (sentence) => said.push(sentence),
    busy: (sentence) => said.push(sentence),
    failed: () => said.push("failed"),
    rev: (rev) => revs.push(rev),
  };
  const post = async (rev: number, values: Values): Promise<Outcome> => {
    sent.push({ rev, values });
    const answer = answers.shift();
    if (!answer) throw new Error("no network");
    return answer;
  };
  return { page, sent, said, revs, saver: new Autosaver(3, () => ({ ...page }), post, screen) };
}

const saved = (rev: number, values: Values = {}): Outcome => ({ kind: "saved", rev, saved: `saved ${rev}`, errors: {}, values });

test("only changed fields are sent, with the revision they were read at", async () => {
  const { page, sent, revs, saver } = bench({ a: "1", b: ["x"] }, [saved(4)]);
  await saver.save();
  page["a"] = "2";
  await saver.save();
  await saver.save();
  assert.deepEqual(sent, [{ rev: 3, values: { a: "2" } }]);
  assert.deepEqual(revs, [4]);
});

test("what is typed during a request goes out after it, one request at a time", async () => {
  const { page, sent, saver } = bench({ a: "", b: "" }, [saved(4), saved(5)]);
  page["a"] = "1";
  const first = saver.save();
  page["b"] = "2";
  void saver.save();
  await first;
  assert.deepEqual(sent.map((one) => one.values), [{ a: "1" }, { b: "2" }]);
  assert.equal(sent[1]!.rev, 4);
});

test("the kept form of a text is not sent back", async () => {
  const { page, sent, saver } = bench({ kana: "" }, [saved(4, { kana: "カナ" })]);
  page["kana"] = "かな";
  await saver.save();
  assert.equal(page["kana"], "カナ");
  await saver.save();
  assert.equal(sent.length, 1);
});

test("a newer text of somebody else is shown and not overwritten until the person types again", async () => {
  const stale: Outcome = { kind: "stale", rev: 9, sentence: "changed", newer: { a: "theirs" } };
  const { page, sent, said, saver } = bench({ a: "" }, [stale, saved(10)]);
  page["a"] = "mine";
  await saver.save();
  await saver.save();
  assert.equal(sent.length, 1);
  assert.ok(said.includes('newer {"a":"theirs"}'));
  page["a"] = "mine after all";
  await saver.save();
  assert.deepEqual(sent[1], { rev: 9, values: { a: "mine after all" } });
});

test("without network the text stays pending and goes out later", async () => {
  const { page, sent, said, saver } = bench({ a: "" }, []);
  page["a"] = "1";
  await saver.save();
  assert.deepEqual(said, ["saving", "failed"]);
  assert.deepEqual(saver.pending(), { a: "1" });
  await saver.save();
  assert.equal(sent.length, 2);
});

test("after the deadline nothing is sent any more", async () => {
  const { page, sent, said, saver } = bench({ a: "" }, [{ kind: "closed", sentence: "over" }]);
  page["a"] = "1";
  await saver.save();
  page["a"] = "2";
  await saver.save();
  assert.equal(sent.length, 1);
  assert.equal(said.at(-1), "over");
});

test("lists are compared by content", () => {
  assert.ok(same(["1", "2"], ["1", "2"]));
  assert.ok(!same(["1"], ["1", "2"]));
  assert.deepEqual(changes({ a: true }, { a: false, b: "" }), { a: false, b: "" });
});

test("what was sent too often is kept and goes out with the next try", async () => {
  const { page, sent, said, saver } = bench({ a: "" }, [{ kind: "busy", sentence: "a moment" }, saved(4)]);
  page["a"] = "1";
  await saver.save();
  assert.deepEqual([saver.pending(), said.at(-1)], [{ a: "1" }, "a moment"]);
  await saver.save();
  assert.deepEqual(sent, [{ rev: 3, values: { a: "1" } }, { rev: 3, values: { a: "1" } }]);
  assert.deepEqual([saver.pending(), said.at(-1)], [{}, "saved 4"]);
});
