// An outbox of this browser, and those of boxes that no open page shows.

import { newId } from "./keys.ts";
import { Outbox } from "./outbox.ts";
import { deliver } from "./outbox_post.ts";
import type { Parts } from "./outbox.ts";
import type { Shelf } from "./outbox_shelf.ts";
import { browserTabs } from "./outbox_tabs.ts";

type Shown = Pick<Parts, "show" | "gone" | "acknowledged">;

const UNSEEN: Shown = { show: () => undefined, gone: () => undefined, acknowledged: () => undefined };

export function browserOutbox(shelf: Shelf, user: string, box: string, shown: Shown = UNSEEN): Outbox {
  return new Outbox({
    shelf,
    tabs: browserTabs(`outbox.${user}.${box}`),
    user,
    box,
    send: (entry) => deliver(entry),
    later: (run, ms) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
    now: () => Date.now(),
    random: Math.random,
    newId,
    ...shown,
  });
}

/** Send what was left in the person's other boxes when their pages were closed. */
export async function sendElsewhere(shelf: Shelf, user: string, hereShown = ""): Promise<Outbox[]> {
  const boxes = new Set((await shelf.of(user)).map(({ box }) => box));
  boxes.delete(hereShown);
  const outboxes = [...boxes].map((box) => browserOutbox(shelf, user, box));
  await Promise.all(outboxes.map((outbox) => outbox.open()));
  return outboxes;
}
