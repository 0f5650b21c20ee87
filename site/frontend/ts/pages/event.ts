// The page of an event: the ring follows the stream. Without this file it is right when the page is loaded.

import { connect } from "../lib/live.ts";
import { showStatus } from "../lib/live_status.ts";
import { voice } from "../lib/polite.ts";

const AGAIN_MS = 3000;

/** Brings the ring up to date, one request at a time, however many people register meanwhile. */
class Ring {
  #root: HTMLElement;
  #isBusy = false;
  #isOld = false;

  constructor(root: HTMLElement) {
    this.#root = root;
  }

  async renew(): Promise<void> {
    this.#isOld = true;
    if (this.#isBusy) return;
    this.#isBusy = true;
    while (this.#isOld) {
      this.#isOld = false;
      if (!(await this.#fetch())) {
        setTimeout(() => void this.renew(), AGAIN_MS);
        break;
      }
    }
    this.#isBusy = false;
  }

  async #fetch(): Promise<boolean> {
    try {
      const answer = await fetch(this.#root.dataset["fragmentUrl"]!, { credentials: "same-origin", redirect: "error" });
      if (!answer.ok) return answer.status < 500;
      this.#show(await answer.text());
      return true;
    } catch {
      return false;
    }
  }

  /** Nothing in the ring can have the focus, so replacing it moves nothing; the sentence is read out when it changes. */
  #show(html: string): void {
    const before = this.#sentence();
    this.#root.innerHTML = html;
    if (this.#sentence() !== before) voice().say("ring", this.#sentence());
  }

  #sentence(): string {
    return this.#root.querySelector<HTMLElement>("[data-sentence]")?.dataset["sentence"] ?? "";
  }
}

const root = document.querySelector<HTMLElement>("[data-event-live][data-live]");
if (root) {
  const ring = new Ring(root);
  const { stream, epoch, seq } = root.dataset;
  connect().subscribe(stream!, { epoch: epoch!, seq: Number(seq) }, {
    event: () => void ring.renew(),
    reset: () => void ring.renew(),
    status: (text) => showStatus(text),
  });
}
