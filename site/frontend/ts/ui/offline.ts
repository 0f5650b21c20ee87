// While there is no network no form leaves its page: what was typed stays on it, and a sentence says so.
// Without this file the browser shows its own page about the network, and going back may cost what was typed.

/** Whether a form would leave the page for a place that cannot be reached. */
export function isHeld(event: { defaultPrevented: boolean }, method: string, online: boolean): boolean {
  return !online && !event.defaultPrevented && method === "post";
}

/** Hold every form that is sent without a network; the sentence goes as soon as there is one again. */
export function holdForms(root: Document): void {
  const text = root.body.dataset["offline"] ?? "";
  let note: HTMLElement | null = null;
  root.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    const method = event.submitter?.getAttribute("formmethod") ?? form.method;
    if (!isHeld(event, method, navigator.onLine)) return;
    event.preventDefault();
    note?.remove();
    note = root.createElement("p");
    note.className = "offline-note";
    note.setAttribute("role", "alert");
    note.textContent = text;
    const button = event.submitter;
    // Some buttons stand outside their form, or in its hidden first line for the Enter key.
    const seen = button?.closest("form") === form && !button.classList.contains("vh");
    if (seen) (button.closest(".bar-actions, .btns") ?? button).before(note);
    else form.append(note);
  });
  window.addEventListener("online", () => {
    note?.remove();
    note = null;
  });
}
