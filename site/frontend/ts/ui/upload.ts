// Files on their way: how far they are, a way to stop, and everything typed still there when it fails.
// Without this file the browser sends the form by itself.

import { Polite } from "../lib/polite.ts";

/** Fired on the document after a refused form has been put into the page; listeners wire `<main>` again. */
export const SWAPPED = "hiroba:swapped";
/** Fired on a form that stays on the page when the server has answered; whoever handles it prevents the default. */
export const ARRIVED = "hiroba:arrived";

export interface Arrival {
  request: XMLHttpRequest;
  /** What to say when it was refused. */
  sentence: string;
  isDone: boolean;
}

const MEGABYTE = 1024 * 1024;
const SPOKEN = 50;

export interface Share {
  percent: number;
  sent: string;
  all: string;
}

/** How much has gone, in whole per cents and in MB with one digit. */
export function shareOf(loaded: number, total: number): Share {
  const percent = total > 0 ? Math.min(100, Math.floor((loaded / total) * 100)) : 0;
  return { percent, sent: (loaded / MEGABYTE).toFixed(1), all: (total / MEGABYTE).toFixed(1) };
}

/** The line under the bar: `{sent}` and `{all}` of the text are filled in. */
export function sayShare(text: string, share: Share): string {
  return text.replace("{sent}", share.sent).replace("{all}", share.all);
}

/** Where the server wants the person to go, from its answer to a form that was sent by script; "" when it says nothing. */
export function leadOf(answer: string): string {
  try {
    const { location } = JSON.parse(answer) as { location?: unknown };
    return typeof location === "string" ? location : "";
  } catch {
    return "";
  }
}

class Upload {
  readonly #form: HTMLFormElement;
  readonly #box: HTMLElement;
  readonly #voice: Polite;
  #request: XMLHttpRequest | null = null;
  #spoke = false;

  constructor(form: HTMLFormElement, box: HTMLElement) {
    this.#form = form;
    this.#box = box;
    this.#voice = new Polite((text) => {
      box.nextElementSibling!.textContent = text;
    });
    form.addEventListener("submit", (event) => this.#submit(event));
    box.querySelector("[data-upload-stop]")?.addEventListener("click", () => this.#request?.abort());
  }

  #submit(event: SubmitEvent): void {
    if (this.#request) return event.preventDefault();
    if (event.defaultPrevented || !filesOf(this.#form).length) return;
    event.preventDefault();
    const request = (this.#request = new XMLHttpRequest());
    request.open("POST", this.#form.action);
    request.setRequestHeader("X-Hiroba-Upload", "1");
    if ("composer" in this.#form.dataset) request.setRequestHeader("Accept", "application/json");
    request.upload.addEventListener("progress", ({ loaded, total }) => this.#show(shareOf(loaded, total)));
    request.addEventListener("load", () => this.#arrived(request));
    request.addEventListener("error", () => this.#end(this.#box.dataset["lost"] ?? ""));
    request.addEventListener("abort", () => this.#end(this.#box.dataset["stopped"] ?? ""));
    this.#spoke = false;
    this.#show(shareOf(0, sizeOf(filesOf(this.#form))));
    this.#voice.say("upload", this.#box.dataset["begun"] ?? "");
    request.send(new FormData(this.#form, event.submitter));
  }

  #show(share: Share): void {
    this.#box.hidden = false;
    this.#box.dataset["state"] = "sending";
    this.#box.querySelector("progress")!.value = share.percent;
    const done = share.percent === 100;
    const text = done ? (this.#box.dataset["checking"] ?? "") : sayShare(this.#box.dataset["sending"] ?? "", share);
    this.#write(text);
    if (done || (share.percent >= SPOKEN && !this.#spoke)) this.#voice.say("upload", text);
    this.#spoke ||= share.percent >= SPOKEN;
  }

  /** Nothing was kept by the server; the form stands as it was, and the button works again. */
  #end(text: string): void {
    this.#request = null;
    this.#box.dataset["state"] = "ended";
    this.#write(text);
    this.#voice.say("upload", text);
  }

  #arrived(request: XMLHttpRequest): void {
    const detail: Arrival = { request, sentence: "", isDone: false };
    if (!this.#form.dispatchEvent(new CustomEvent(ARRIVED, { detail, cancelable: true }))) {
      this.#end(detail.isDone ? "" : detail.sentence || (this.#box.dataset["lost"] ?? ""));
      this.#box.hidden = detail.isDone;
      return;
    }
    const lead = leadOf(request.responseText);
    if (lead) return location.assign(lead);
    const page = new DOMParser().parseFromString(request.responseText, "text/html");
    const [fresh, old] = [page.querySelector("main"), document.querySelector("main")];
    if (!fresh || !old) return this.#end(this.#box.dataset["lost"] ?? "");
    const chosen = filesOf(this.#form);
    old.replaceChildren(...fresh.childNodes);
    giveBack(chosen, old);
    document.dispatchEvent(new CustomEvent(SWAPPED));
  }

  #write(text: string): void {
    this.#box.querySelector("[data-upload-text]")!.textContent = text;
  }
}

function sizeOf(chosen: { files: FileList }[]): number {
  return chosen.flatMap(({ files }) => Array.from(files)).reduce((sum, file) => sum + file.size, 0);
}

function filesOf(form: HTMLFormElement): { name: string; files: FileList }[] {
  const inputs = Array.from(form.querySelectorAll<HTMLInputElement>("input[type=file]"));
  return inputs.flatMap(({ name, files }) => (files?.length ? [{ name, files }] : []));
}

/** Put chosen files into the form that came back, except where it says that the file itself was wrong. */
function giveBack(chosen: { name: string; files: FileList }[], root: ParentNode): void {
  for (const { name, files } of chosen) {
    const input = root.querySelector<HTMLInputElement>(`input[type=file][name="${CSS.escape(name)}"]`);
    if (input && input.getAttribute("aria-invalid") !== "true") input.files = files;
  }
}

/** Wire every form that has a place for its progress. */
export function wireUploads(root: ParentNode): void {
  for (const box of root.querySelectorAll<HTMLElement>("[data-upload]")) {
    const form = box.closest("form");
    if (form) new Upload(form, box);
  }
}
