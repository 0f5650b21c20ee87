// After a failed submit the focus goes to the list of errors, so that it is read out and the links are next.

/** Focus the first error summary of the page, if there is one. */
export function focusErrors(root: ParentNode): void {
  root.querySelector<HTMLElement>("[data-focus-on-load]")?.focus();
}
