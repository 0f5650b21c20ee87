// The record of a session: what is typed stays on the device until it was sent. Without this file the form is the same,
// and a refused record comes back from the server as typed.

import { browserStore, Draft } from "../lib/draft.ts";

const SENT = "sent";

function start(form: HTMLFormElement): void {
  const { keep = "", user = "" } = form.dataset;
  const store = browserStore();
  const sent = new Draft(store, user, `note.${keep}.sent`);
  const wasSent = sent.read() === SENT;
  sent.keep("");
  for (const field of form.querySelectorAll<HTMLTextAreaElement | HTMLInputElement>("textarea, input:not([type=hidden])")) {
    const draft = new Draft(store, user, `note.${keep}.${field.name}`);
    // What was sent stands in the page already: kept, or given back with a sentence.
    if (wasSent) draft.keep("");
    else if (draft.read() !== "") field.value = draft.read();
    field.addEventListener("input", () => draft.keep(field.value));
  }
  form.addEventListener("submit", () => sent.keep(SENT));
}

const form = document.querySelector<HTMLFormElement>("form[data-keep]");
if (form) start(form);
