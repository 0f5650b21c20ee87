// A message with files goes out at once and by itself: files do not wait in the outbox. Nothing typed is lost when it fails.

import { ARRIVED } from "../ui/upload.ts";
import type { Arrival } from "../ui/upload.ts";
import type { Draft } from "./draft.ts";
import { newId } from "./keys.ts";
import { judge } from "./outbox_post.ts";

interface After {
  acknowledged(data: Record<string, unknown>): Promise<void>;
  sent?(): void;
}

/** Wires what happens when the server has answered to a form that was sent with files. */
export function takeFiles(field: HTMLTextAreaElement, form: HTMLFormElement, draft: Draft, after: After): void {
  let words = "";
  form.addEventListener("submit", () => (words = field.value));
  form.addEventListener(ARRIVED, (event) => {
    event.preventDefault();
    const arrival = (event as CustomEvent<Arrival>).detail;
    const answer = judge(arrival.request.status, bodyOf(arrival.request));
    if (answer.kind !== "posted") {
      arrival.sentence = answer.sentence;
      return;
    }
    field.value = rest(field.value, words);
    draft.keep(field.value);
    // The key belongs to what was sent; the next message has its own.
    form.querySelector<HTMLInputElement>("input[name=client_id]")!.value = newId();
    const files = form.querySelector<HTMLInputElement>("input[type=file]")!;
    files.value = "";
    files.closest("details")!.open = false;
    arrival.isDone = true;
    void after.acknowledged(answer.data).then(() => after.sent?.());
  });
}

/** What was typed while the files were on their way. */
export function rest(now: string, sent: string): string {
  return now.startsWith(sent) ? now.slice(sent.length).trimStart() : now;
}

function bodyOf(request: XMLHttpRequest): unknown {
  try {
    return JSON.parse(request.responseText);
  } catch {
    return null;
  }
}
