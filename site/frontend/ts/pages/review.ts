// The page a juror scores on: the total follows the choices. Keeping them is the entry form's work (entry.ts, before this
// file); without either the server shows the total of what was saved.

import { browserStore, Draft } from "../lib/draft.ts";
import { totalWords } from "../lib/points.ts";
import type { Mark } from "../lib/points.ts";
import { voice } from "../lib/polite.ts";

const form = document.querySelector<HTMLFormElement>("form[data-score-form]");
if (form) start(form);

function start(form: HTMLFormElement): void {
  const draft = new Draft(browserStore(), form.dataset["user"] ?? "", form.dataset["box"] ?? "review");
  if ("done" in form.dataset) draft.keep("");
  // Whoever steps out of an entry leaves nothing behind.
  document.querySelector("form[data-steps-out]")?.addEventListener("submit", () => draft.keep(""));
  const line = form.querySelector<HTMLElement>("[data-total]");
  if (!line) return;
  show(form, line);
  form.addEventListener("change", (event) => {
    if (!(event.target instanceof HTMLInputElement) || event.target.type !== "radio") return;
    show(form, line);
    voice().say("total", line.textContent ?? "");
  });
}

function show(form: HTMLFormElement, line: HTMLElement): void {
  const { open = "", all = "", none = "" } = line.dataset;
  const text = totalWords(marksOf(form), { open, all, none });
  if (line.textContent !== text) line.textContent = text;
}

function marksOf(form: HTMLFormElement): Mark[] {
  return Array.from(form.querySelectorAll<HTMLElement>("[data-weight]")).map((place) => {
    const chosen = place.querySelector<HTMLInputElement>("input[type=radio]:checked")?.value;
    return { value: chosen === "na" ? null : Number(chosen ?? 0), weight: Number(place.dataset["weight"]) };
  });
}
