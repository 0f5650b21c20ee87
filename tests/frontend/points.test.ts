// The running total of a juror agrees with what the server reckons.

import assert from "node:assert/strict";
import { test } from "node:test";

import { jurorPoints, totalWords } from "../../site/frontend/ts/lib/points.ts";
import type { Mark } from "../../site/frontend/ts/lib/points.ts";

const marks = (...rows: [number | null, number][]): Mark[] => rows.map(([value, weight]) => ({ value, weight }));
const WORDS = { open: "so far {points}, {left} left", all: "{points}", none: "none" };

test("the example of the ranking", () => {
  assert.equal(jurorPoints(marks([4, 25], [3, 20], [5, 15], [null, 25], [2, 15])), 70.7);
});

test("ties are rounded to the even digit, like the server does", () => {
  assert.equal(jurorPoints(marks([3, 1], [4, 79])), 79.8); // 79.75
  assert.equal(jurorPoints(marks([3, 3], [4, 77])), 79.2); // 79.25
});

test("what does not apply counts neither way, and nothing at all has no points", () => {
  assert.equal(jurorPoints(marks([5, 10], [null, 90])), 100);
  assert.equal(jurorPoints(marks([null, 10])), null);
  assert.equal(totalWords(marks([null, 10]), WORDS), "none");
});

test("what is still open counts nothing and is told", () => {
  assert.equal(totalWords(marks([5, 50], [0, 50]), WORDS), "so far 50.0, 1 left");
  assert.equal(totalWords(marks([5, 50], [4, 50]), WORDS), "90.0");
});
