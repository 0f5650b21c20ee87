// A box to write in: keys, draft and outbox together. Without this file its form is sent as any other.

import { takeFiles } from "./composer_files.ts";
import { browserStore, Draft } from "./draft.ts";
import { sends } from "./keys.ts";
import type { Outbox } from "./outbox.ts";
import { browserOutbox, sendElsewhere } from "./outbox_browser.ts";
import { openShelf } from "./outbox_idb.ts";
import type { Shelf } from "./outbox_shelf.ts";
import { PendingList } from "./pending.ts";

export interface ComposerOptions {
  /** Holds the templates; `data-user` and `data-box` name whose box it is. */
  root: HTMLElement;
  form: HTMLFormElement;
  /** Puts a thing that is on its way where the person sees it. */
  place(element: HTMLElement): void;
  /** Whether the page shows what the server made of an entry. */
  isShown(id: string): boolean;
  /** The server has it: bring the page up to date. */
  acknowledged(data: Record<string, unknown>): Promise<void>;
  /** The person sent something, and it is in sight as on its way. */
  sent?(): void;
  /** The person is writing. */
  writing?(): void;
}

export interface Composer {
  /** The connection is back: try again. */
  retry(): void;
  /** The page shows more than before: take away what is no longer on its way. */
  settle(): void;
}

export async function startComposer(options: ComposerOptions): Promise<Composer> {
  const { root, form } = options;
  // Before anything waits: what is shown later would push the end of the list out of sight.
  for (const hint of form.querySelectorAll<HTMLElement>("[data-with-script]")) hint.hidden = false;
  const field = form.querySelector("textarea")!;
  const user = root.dataset["user"] ?? "";
  const box = root.dataset["box"] ?? "";
  const draft = new Draft(browserStore(), user, box);
  field.value ||= draft.read();
  const shelf = await openShelf();
  const warning = root.querySelector<HTMLElement>("[data-forgetful]");
  if (warning) warning.hidden = shelf.isLasting;
  const { outbox, settling } = showOutbox(shelf, user, box, options, (words) => putBack(field, draft, words));
  wire(field, form, draft, outbox, options);
  addEventListener("online", () => outbox.retry());
  void outbox.open().then(() => sendElsewhere(shelf, user, box));
  return { retry: () => outbox.retry(), settle: () => settling.settle() };
}

/** An acknowledged entry stays in sight until the page shows what became of it. */
class Settling {
  #options: ComposerOptions;
  #pending: PendingList;
  #ids = new Map<string, string>();

  constructor(options: ComposerOptions, pending: PendingList) {
    this.#options = options;
    this.#pending = pending;
  }

  add(clientId: string, data: Record<string, unknown>): void {
    this.#ids.set(clientId, String(data["id"]));
    this.settle();
    void this.#options.acknowledged(data).then(() => this.settle());
  }

  settle(): void {
    for (const [clientId, id] of this.#ids) {
      if (!this.#options.isShown(id)) continue;
      this.#pending.remove(clientId);
      this.#ids.delete(clientId);
    }
  }
}

function showOutbox(
  shelf: Shelf, user: string, box: string, options: ComposerOptions, putBack: (words: string) => void,
): { outbox: Outbox; settling: Settling } {
  const pending = new PendingList(options.root, options.place, {
    retry: () => outbox.retry(),
    takeBack: (clientId) => void outbox.takeBack(clientId).then((entry) => entry && putBack(entry.fields["body"] ?? "")),
  });
  const settling = new Settling(options, pending);
  const outbox = browserOutbox(shelf, user, box, {
    show: (entry, state) => pending.show(entry, state),
    gone: (clientId) => pending.remove(clientId),
    acknowledged: (clientId, data) => settling.add(clientId, data),
  });
  return { outbox, settling };
}

function wire(
  field: HTMLTextAreaElement, form: HTMLFormElement, draft: Draft, outbox: Outbox, options: ComposerOptions,
): void {
  field.addEventListener("input", () => {
    draft.keep(field.value);
    if (field.value !== "") options.writing?.();
  });
  field.addEventListener("keydown", (event) => {
    if (!sends(event)) return;
    event.preventDefault();
    form.requestSubmit();
  });
  form.querySelector<HTMLSelectElement>("[data-call] select")?.addEventListener("change", (event) => {
    callByName(field, event.currentTarget as HTMLSelectElement);
    draft.keep(field.value);
  });
  form.addEventListener("submit", (event) => {
    // Files do not wait in the outbox: they are on their way already (ui/upload.ts).
    if (event.defaultPrevented) return;
    event.preventDefault();
    const body = field.value;
    if (body.trim() === "") return field.focus();
    field.value = "";
    // The draft goes only when the shelf has the words: should the page end in between, they are still there.
    outbox.add(form.action, { body }).then(
      () => {
        draft.keep(field.value);
        options.sent?.();
      },
      () => putBack(field, draft, body),
    );
  });
  takeFiles(field, form, draft, options);
}

/** The chosen name goes into the text where one is writing; the list is ready for the next. */
function callByName(field: HTMLTextAreaElement, list: HTMLSelectElement): void {
  const name = list.selectedOptions[0]?.textContent ?? "";
  if (list.value === "") return;
  const before = field.value.slice(0, field.selectionStart);
  const gap = before === "" || /\s$/.test(before) ? "" : " ";
  field.setRangeText(`${gap}@${name} `, field.selectionStart, field.selectionEnd, "end");
  list.value = "";
  list.closest("details")!.open = false;
  field.focus();
}

/** Words that were not sent go back to where they were written, in front of newer ones. */
function putBack(field: HTMLTextAreaElement, draft: Draft, words: string): void {
  field.value = [words, field.value].filter((text) => text !== "").join("\n");
  draft.keep(field.value);
  field.focus();
}
