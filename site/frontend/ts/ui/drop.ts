// Dropping a file on the dashed field is an extra; the button inside it is the real control.

/** Say in one line what was chosen. */
export function sayFiles(names: readonly string[]): string {
  return names.join("、");
}

function wire(box: HTMLElement, input: HTMLInputElement): void {
  const text = box.querySelector<HTMLElement>("[data-drop-text]");
  const over = (on: boolean) => (event: DragEvent): void => {
    event.preventDefault();
    box.toggleAttribute("data-over", on);
  };
  box.addEventListener("dragover", over(true));
  box.addEventListener("dragleave", over(false));
  box.addEventListener("drop", (event) => {
    over(false)(event);
    if (!event.dataTransfer?.files.length) return;
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
  input.addEventListener("change", () => {
    const names = Array.from(input.files ?? [], (file) => file.name);
    if (text && names.length) text.textContent = sayFiles(names);
  });
}

/** Wire every file field inside `root`. */
export function wireDrops(root: ParentNode): void {
  for (const box of root.querySelectorAll<HTMLElement>("[data-drop]")) {
    const input = box.querySelector<HTMLInputElement>("input[type=file]");
    if (input) wire(box, input);
  }
}
