// What opens over the page is a <details> (the menu, words to say, names to call): Escape closes it and gives the focus
// back, a press outside closes it. Looked for when it happens, since messages come and go.

const OPEN = "details:is([data-menu], .acts__more, .composer__more)[open]";

function close(panel: HTMLDetailsElement, giveBack: boolean): void {
  panel.open = false;
  if (giveBack) panel.querySelector<HTMLElement>("summary")?.focus();
}

function closeOthers(root: Document, target: EventTarget | null, selector: string): void {
  for (const panel of root.querySelectorAll<HTMLDetailsElement>(selector)) {
    if (target instanceof Node && !panel.contains(target)) close(panel, false);
  }
}

/** Wire everything of the page that opens so. */
export function wireMenus(root: Document): void {
  root.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const panel of root.querySelectorAll<HTMLDetailsElement>(OPEN)) {
      close(panel, panel.hasAttribute("data-menu") || panel.contains(root.activeElement));
    }
  });
  root.addEventListener("click", (event) => closeOthers(root, event.target, OPEN));
  // The menu covers what the focus goes to; the others stand beside it.
  root.addEventListener("focusin", (event) => closeOthers(root, event.target, "details[data-menu][open]"));
}
