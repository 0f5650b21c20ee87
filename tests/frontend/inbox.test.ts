import assert from "node:assert/strict";
import { test } from "node:test";

import { sayUnread, unreadOf } from "../../site/frontend/ts/ui/inbox.ts";

test("the round shows the count, at most 99+, and nothing for nothing", () => {
  assert.deepEqual([0, 1, 99, 100, -1, Number.NaN].map(sayUnread), ["", "1", "99", "99+", "", ""]);
});

test("an event without a count changes nothing", () => {
  assert.deepEqual([{ unread: 3 }, { unread: 0 }, { unread: "3" }, {}, null].map(unreadOf), [3, 0, null, null, null]);
});
