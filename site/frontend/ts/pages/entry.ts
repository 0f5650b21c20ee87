// A page of the entry form: what was typed is saved when the person leaves a field, and stays on the device until the
// server has it. Everything works without this.

import { Autosaver } from "../lib/autosave.ts";
import type { Outcome, Screen, Value, Values } from "../lib/autosave.ts";
import { browserStore, Draft } from "../lib/draft.ts";
import { putAway, takeOut } from "../lib/kept.ts";
import { SWAPPED } from "../ui/upload.ts";

const RETRY_MS = 10_000;
const SKIPPED = new Set(["csrfmiddlewaretoken", "rev", "files", "button", "remove"]);
type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

let ended = new AbortController();
begin();
document.addEventListener(SWAPPED, begin);

/** Take over the form of the page, and let go of one that was there before. */
function begin(): void {
  ended.abort();
  ended = new AbortController();
  const form = document.querySelector<HTMLFormElement>("form[data-autosave]");
  if (form) start(form, ended.signal);
}

function start(form: HTMLFormElement, signal: AbortSignal): void {
  const rev = form.querySelector<HTMLInputElement>("input[name=rev]")!;
  rev.value = rev.defaultValue;
  const saver = new Autosaver(
    Number(rev.value), () => readForm(form), (at, values) => post(form, at, values), screen(form, rev), readForm(form, true),
  );
  const draft = new Draft(browserStore(), form.dataset["user"] ?? "", form.dataset["box"] ?? "entry");
  const keep = (): void => {
    if (!signal.aborted) putAway(draft, saver.pending(), saver.seen());
  };
  const save = (): void => void saver.save().then(keep);
  bringBack(form, draft);
  save();
  form.addEventListener("submit", (event) => lookUp(form, event, signal), { signal });
  form.addEventListener("input", keep, { signal });
  form.addEventListener("focusout", save, { signal });
  form.addEventListener("change", save, { signal });
  window.addEventListener("online", save, { signal });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") save();
  }, { signal });
  const retry = setInterval(() => {
    if (document.querySelector("#autosave")?.getAttribute("data-state") === "offline") save();
  }, RETRY_MS);
  signal.addEventListener("abort", () => clearInterval(retry));
}

/** A look-up changes this page only: take what the server made of it, and read out the line that answers. */
function lookUp(form: HTMLFormElement, event: SubmitEvent, signal: AbortSignal): void {
  const button = event.submitter;
  if (!(button instanceof HTMLButtonElement) || !button.dataset["lookup"] || "plain" in button.dataset) return;
  event.preventDefault();
  const send = async (): Promise<string> => {
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form, button), signal });
    if (!answer.ok && answer.status !== 409) throw new Error(String(answer.status));
    return answer.text();
  };
  send().then((text) => showAnswer(text, button.dataset["lookup"]!)).catch(() => {
    if (signal.aborted) return;
    button.dataset["plain"] = ""; // the browser sends it by itself and says what is wrong
    form.requestSubmit(button);
  });
}

function showAnswer(text: string, id: string): void {
  const [fresh, old] = [new DOMParser().parseFromString(text, "text/html").querySelector("main"), document.querySelector("main")];
  if (!fresh || !old) throw new Error("no page");
  old.replaceChildren(...fresh.childNodes);
  document.dispatchEvent(new CustomEvent(SWAPPED));
  document.getElementById(id)?.focus();
}

/** What this device still has goes back into its places, or beside them where the draft says something else by now. */
function bringBack(form: HTMLFormElement, draft: Draft): void {
  const { back, beside } = takeOut(draft, readForm(form));
  for (const [key, value] of Object.entries(back)) fill(form, key, value);
  for (const [key, value] of Object.entries(beside)) {
    if (typeof value === "string") showBeside(form, key, "here", value);
  }
}

function fill(form: HTMLFormElement, key: string, value: Value): void {
  const wanted = Array.isArray(value) ? value : [String(value)];
  for (const control of Array.from(form.elements) as Control[]) {
    if (control.name !== key) continue;
    if (!(control instanceof HTMLInputElement) || (control.type !== "radio" && control.type !== "checkbox")) {
      control.value = String(value);
      control.dispatchEvent(new Event("input", { bubbles: true }));
    } else if (typeof value === "boolean") control.checked = value;
    else control.checked = wanted.includes(control.value);
  }
}

/** The form's answers as the server takes them: text, a tick, or the list of ticks of one name. */
function readForm(form: HTMLFormElement, asSent = false): Values {
  const values: Values = {};
  for (const control of Array.from(form.elements) as Control[]) {
    if (!control.name || SKIPPED.has(control.name) || control.type === "submit") continue;
    const value = readControl(form, control, asSent);
    if (value !== null) values[control.name] = value;
  }
  return values;
}

function readControl(form: HTMLFormElement, control: Control, asSent: boolean): Value | null {
  if (control instanceof HTMLSelectElement) return (asSent ? sentOption(control) : control).value;
  const isOn = (one: HTMLInputElement): boolean => (asSent ? one.defaultChecked : one.checked);
  if (!(control instanceof HTMLInputElement) || (control.type !== "radio" && control.type !== "checkbox")) {
    return asSent ? control.defaultValue : control.value;
  }
  if (control.type === "radio") return isOn(control) ? control.value : null;
  const group = Array.from(form.querySelectorAll<HTMLInputElement>(`input[type=checkbox][name="${CSS.escape(control.name)}"]`));
  if (group.length === 1) return isOn(control);
  return group.filter(isOn).map((one) => one.value);
}

function sentOption(control: HTMLSelectElement): { value: string } {
  const options = Array.from(control.options);
  return options.find((one) => one.defaultSelected) ?? options[0] ?? control;
}

async function post(form: HTMLFormElement, rev: number, values: Values): Promise<Outcome> {
  const token = form.querySelector<HTMLInputElement>("input[name=csrfmiddlewaretoken]")!.value;
  const answer = await fetch(form.dataset["autosave"]!, {
    method: "POST",
    keepalive: true,
    headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token },
    body: JSON.stringify({ rev, values }),
  });
  if (answer.ok) return { kind: "saved", ...((await answer.json()) as Omit<Outcome & { kind: "saved" }, "kind">) };
  if (answer.status === 429) return { kind: "busy", sentence: ((await answer.json()) as { sentence: string }).sentence };
  if (answer.status !== 409) return { kind: "failed" };
  const refusal = (await answer.json()) as { sentence: string; newer?: Record<string, string>; rev?: number };
  if (refusal.newer === undefined) return { kind: "closed", sentence: refusal.sentence };
  return { kind: "stale", sentence: refusal.sentence, newer: refusal.newer, rev: refusal.rev ?? rev };
}

function screen(form: HTMLFormElement, rev: HTMLInputElement): Screen {
  const status = document.querySelector<HTMLElement>("#autosave");
  const say = (text: string, state: string): void => {
    const line = status?.querySelector<HTMLElement>("[data-autosave-text]");
    if (line && line.textContent !== text) line.textContent = text;
    status?.setAttribute("data-state", state);
  };
  return {
    saving: () => say(form.dataset["saving"] ?? "", "saving"),
    saved: (text, sent, errors, kept) => {
      say(text, "saved");
      for (const key of Object.keys(sent)) {
        showError(form, key, isEmpty(sent[key]!) ? "" : (errors[key] ?? ""));
        showKept(form, key, sent[key]!, kept[key]);
      }
    },
    stale: (sentence, newer) => {
      say(sentence, "failed");
      for (const [key, text] of Object.entries(newer)) showBeside(form, key, "newer", text);
    },
    closed: (sentence) => say(sentence, "failed"),
    busy: (sentence) => say(sentence, "offline"),
    failed: () => say(form.dataset["offline"] ?? "", "offline"),
    rev: (now) => {
      rev.value = String(now);
    },
  };
}

function isEmpty(value: Value): boolean {
  return value === "" || value === false || (Array.isArray(value) && !value.length);
}

function place(form: HTMLFormElement, key: string): HTMLElement | null {
  return form.querySelector<HTMLElement>(`.entry-field[data-key="${CSS.escape(key)}"]`);
}

/** The sentence under a field, as the server would write it; an empty one takes it away. */
function showError(form: HTMLFormElement, key: string, text: string): void {
  const field = place(form, key);
  if (!field) return;
  const controls = field.querySelectorAll<HTMLElement>("input, textarea, select");
  const id = `id_${key}-error`;
  let line = field.querySelector<HTMLElement>(".error");
  if (!text) {
    line?.remove();
    for (const control of controls) control.removeAttribute("aria-invalid");
    return;
  }
  if (!line) {
    line = document.createElement("div");
    line.className = "error";
    line.id = id;
    (field.querySelector(".field") ?? field).append(line);
  }
  line.textContent = `＊${text}`;
  for (const control of controls) {
    control.setAttribute("aria-invalid", "true");
    const texts = (control.getAttribute("aria-describedby") ?? "").split(" ").filter((one) => one && one !== line.id);
    control.setAttribute("aria-describedby", [line.id, ...texts].join(" "));
  }
}

/** Put the kept form of a text into the field, unless the person is typing there again. */
function showKept(form: HTMLFormElement, key: string, sent: Value, kept: Value | undefined): void {
  const control = form.elements.namedItem(key);
  if (typeof kept !== "string" || !(control instanceof HTMLInputElement) || control.type === "radio") return;
  if (control !== document.activeElement && control.value === sent) control.value = kept;
}

/** Another text for a field, under it: what somebody else wrote there, or what this device still had. */
function showBeside(form: HTMLFormElement, key: string, from: "newer" | "here", text: string): void {
  const field = place(form, key);
  if (!field) return;
  const line = field.querySelector<HTMLElement>(".entry-newer") ?? document.createElement("p");
  line.className = "entry-newer";
  const words = document.createElement("b");
  words.textContent = text;
  line.replaceChildren(`${form.dataset[from] ?? ""} `, words);
  field.append(line);
}
