// The menu of a phone is a <details>: Escape closes it and gives the focus back, a press outside closes it.

function close(menu: HTMLDetailsElement, giveBack: boolean): void {
  menu.open = false;
  if (giveBack) menu.querySelector<HTMLElement>("summary")?.focus();
}

/** Wire every menu of the page. */
export function wireMenus(root: Document): void {
  const menus = Array.from(root.querySelectorAll<HTMLDetailsElement>("details[data-menu]"));
  root.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of menus) if (menu.open) close(menu, true);
  });
  root.addEventListener("click", (event) => {
    for (const menu of menus) {
      if (menu.open && event.target instanceof Node && !menu.contains(event.target)) close(menu, false);
    }
  });
}
