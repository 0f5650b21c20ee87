// Buttons with data-dialog-open="<id>" open that dialog; the browser keeps the focus inside and gives it back.

/** Wire the buttons that open and close dialogs. */
export function wireDialogs(root: Document): void {
  root.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const opener = target?.closest<HTMLElement>("[data-dialog-open]");
    if (opener) {
      const dialog = root.getElementById(opener.dataset["dialogOpen"] ?? "");
      if (dialog instanceof HTMLDialogElement && !dialog.open) {
        event.preventDefault();
        dialog.showModal();
      }
    }
    target?.closest("[data-dialog-close]")?.closest("dialog")?.close();
  });
}
