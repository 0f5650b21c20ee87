// The unread count in the header follows the person's inbox; without this file it is right when the page is loaded.

import { connect } from "../lib/live.ts";

const MOST = 99;

/** What the round shows, or "" when there is nothing to show. */
export function sayUnread(unread: number): string {
  if (!Number.isInteger(unread) || unread <= 0) return "";
  return unread > MOST ? `${MOST}+` : String(unread);
}

/** The count that an event carries, or null when it carries none. */
export function unreadOf(data: unknown): number | null {
  const unread = (data as { unread?: unknown } | null)?.unread;
  return typeof unread === "number" ? unread : null;
}

/** Wire the bell, if the page has one. */
export function wireInbox(root: Document): void {
  const bell = root.querySelector<HTMLElement>("[data-inbox]");
  const stream = bell?.dataset["stream"];
  if (!bell || !stream) return;
  const position = { epoch: bell.dataset["epoch"] ?? "", seq: Number(bell.dataset["seq"]) };
  connect().subscribe(stream, position, {
    event: (_kind, data) => show(bell, unreadOf(data)),
    reset: () => void ask(bell),
  });
}

function show(bell: HTMLElement, unread: number | null): void {
  const round = bell.querySelector<HTMLElement>("[data-unread]");
  const count = bell.querySelector<HTMLElement>("[data-unread-count]");
  if (unread === null || !round || !count) return;
  const text = sayUnread(unread);
  round.hidden = text === "";
  count.textContent = text;
}

async function ask(bell: HTMLElement): Promise<void> {
  try {
    const answer = await fetch(bell.dataset["inbox"] ?? "", { headers: { Accept: "application/json" } });
    if (answer.ok) show(bell, unreadOf(await answer.json()));
  } catch {
    // The network is away; the next event brings the count.
  }
}
