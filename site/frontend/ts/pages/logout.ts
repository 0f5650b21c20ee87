// Before somebody leaves: what was written and not sent is not thrown away without asking.

import { browserStore, forgetDrafts } from "../lib/draft.ts";
import { sendElsewhere } from "../lib/outbox_browser.ts";
import { openShelf } from "../lib/outbox_idb.ts";
import type { Shelf } from "../lib/outbox_shelf.ts";

const LOOK_AGAIN_MS = 500;

async function start(form: HTMLFormElement): Promise<void> {
  const user = form.dataset["logout"] ?? "";
  const question = form.querySelector<HTMLElement>("[data-unsent]");
  if (user === "" || question === null) return;
  const shelf = await openShelf();
  const ask = (): Promise<number> => show(shelf, user, question);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void leave(form, shelf, user, event.submitter, ask);
  });
  const outboxes = sendElsewhere(shelf, user);
  question.querySelector("[data-send-now]")?.addEventListener("click", () => {
    void outboxes.then((all) => all.forEach((outbox) => outbox.retry()));
  });
  if ((await ask()) > 0) setInterval(() => void ask(), LOOK_AGAIN_MS);
}

/** Says how many things wait; nothing when none does. */
async function show(shelf: Shelf, user: string, question: HTMLElement): Promise<number> {
  const waiting = await shelf.of(user);
  const count = question.querySelector<HTMLElement>("[data-count]");
  const text = (count?.dataset["count"] ?? "").replace("{n}", String(waiting.length));
  if (count && count.textContent !== text) count.textContent = text;
  const words = question.querySelector<HTMLElement>("[data-words]");
  words?.replaceChildren(...waiting.map(({ fields }) => line(fields["body"] ?? "")));
  question.hidden = waiting.length === 0;
  return waiting.length;
}

function line(body: string): HTMLElement {
  const item = document.createElement("li");
  item.textContent = body;
  return item;
}

async function leave(
  form: HTMLFormElement, shelf: Shelf, user: string, pressed: HTMLElement | null, ask: () => Promise<number>,
): Promise<void> {
  const discards = pressed?.hasAttribute("data-discard") ?? false;
  if (discards) {
    for (const { n } of await shelf.of(user)) await shelf.remove(n);
    forgetDrafts(browserStore(), user);
  } else if ((await ask()) > 0) {
    form.querySelector<HTMLElement>("[data-unsent]")?.focus();
    return;
  }
  form.submit();
}

const form = document.querySelector<HTMLFormElement>("form[data-logout]");
if (form) void start(form);
