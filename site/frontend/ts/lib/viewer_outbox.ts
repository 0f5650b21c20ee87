// Pins and answers of the sketch page go through the outbox too: written at a workshop without a network, they wait.

import { browserOutbox, sendElsewhere } from "./outbox_browser.ts";
import type { Outbox } from "./outbox.ts";
import { openShelf } from "./outbox_idb.ts";
import { PendingList } from "./pending.ts";

const NOT_KEPT = ["csrfmiddlewaretoken", "client_id"];

export interface SketchOutboxEvents {
  /** The server has it: id of the pin, and its number when it is a new one. */
  acknowledged(data: Record<string, unknown>): void;
}

/** What a form says, without what belongs to one attempt only. */
export function fieldsOf(entries: Iterable<[string, FormDataEntryValue]>): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const [name, value] of entries) {
    if (typeof value === "string" && !NOT_KEPT.includes(name)) fields[name] = value;
  }
  return fields;
}

export class SketchOutbox {
  #root: HTMLElement;
  #outbox: Promise<Outbox>;

  constructor(root: HTMLElement, events: SketchOutboxEvents) {
    this.#root = root;
    this.#outbox = this.#open(events);
    addEventListener("online", () => this.retry());
  }

  /** Keep what `form` says and send it; resolves when it is safe on the device. */
  async send(form: HTMLFormElement): Promise<void> {
    await (await this.#outbox).add(form.action, fieldsOf(new FormData(form)));
  }

  retry(): void {
    void this.#outbox.then((outbox) => outbox.retry());
  }

  async #open(events: SketchOutboxEvents): Promise<Outbox> {
    const { user = "", box = "" } = this.#root.dataset;
    const shelf = await openShelf();
    const list = this.#root.querySelector<HTMLElement>("[data-pending-list]");
    const pending = new PendingList(this.#root, (element) => list?.append(element), {
      retry: () => outbox.retry(),
      takeBack: (clientId) =>
        void outbox.takeBack(clientId).then((entry) => entry && this.#putBack(entry.url, entry.fields)),
    });
    const outbox = browserOutbox(shelf, user, box, {
      show: (entry, state) => pending.show(entry, state),
      gone: (clientId) => pending.remove(clientId),
      acknowledged: (clientId, data) => {
        pending.remove(clientId);
        events.acknowledged(data);
      },
    });
    void outbox.open().then(() => sendElsewhere(shelf, user, box));
    return outbox;
  }

  /** Into the form it was written in; a pin is placed again, since its point may have been the mistake. */
  #putBack(url: string, fields: Record<string, string>): void {
    const forms = [...this.#root.querySelectorAll<HTMLFormElement>("form[data-reply], form[data-pin-form]")];
    const form = forms.find(({ action }) => action === url);
    const field = form?.querySelector("textarea");
    if (!form || !field) return;
    field.value = [fields["body"] ?? "", field.value].filter((text) => text !== "").join("\n");
    const details = form.closest("details");
    if (details) details.open = true;
    if (form.matches("[data-pin-form]")) this.#root.querySelector<HTMLElement>("[data-pin-button]")?.click();
    else field.focus();
  }
}
