import assert from "node:assert/strict";
import { test } from "node:test";

import { countLeft, sayLeft } from "../../site/frontend/ts/ui/counter.ts";
import { sayFiles } from "../../site/frontend/ts/ui/drop.ts";
import { numberOfKey } from "../../site/frontend/ts/ui/scale.ts";
import { leadOf, sayShare, shareOf } from "../../site/frontend/ts/ui/upload.ts";

test("characters outside the basic plane count as one", () => {
  assert.deepEqual(countLeft("𠮷野家", 5), { left: 2, over: false });
});

test("a line break counts as one", () => {
  assert.equal(countLeft("a\r\nb", 3).left, 0);
});

test("the words change when the text is too long", () => {
  const words = { left: "あと{n}字", over: "{n}字こえています" };
  assert.equal(sayLeft(countLeft("あいう", 5), words), "あと2字");
  assert.equal(sayLeft(countLeft("あいうえおか", 5), words), "1字こえています");
});

test("full-width digits answer a scale, others do not", () => {
  assert.equal(numberOfKey("３"), 3);
  assert.equal(numberOfKey("0"), 0);
  assert.equal(numberOfKey("6"), null);
  assert.equal(numberOfKey("Enter"), null);
});

test("chosen files are named in one line", () => {
  assert.equal(sayFiles(["a.pdf", "b.png"]), "a.pdf、b.png");
});

test("how much has been sent is said in whole per cents and MB", () => {
  const share = shareOf(3_355_443, 7_759_462);
  assert.deepEqual(share, { percent: 43, sent: "3.2", all: "7.4" });
  assert.equal(sayShare("{sent} of {all} MB", share), "3.2 of 7.4 MB");
  assert.equal(shareOf(0, 0).percent, 0);
  assert.equal(shareOf(9, 8).percent, 100);
});

test("only an answer with an address leads somewhere", () => {
  assert.equal(leadOf('{"location": "/my/"}'), "/my/");
  assert.equal(leadOf('{"location": 3}'), "");
  assert.equal(leadOf("<!doctype html>"), "");
});
