// How far long work is, followed by itself; without this file a button shows it.

const EVERY_MS = 2000;

/** Wire the job of the page, if it is still under way. */
export function wireJob(root: Document): void {
  if (root.querySelector("[data-job][data-under-way]")) setTimeout(() => void follow(root), EVERY_MS);
}

async function follow(root: Document): Promise<void> {
  try {
    const answer = await fetch(location.href, { credentials: "same-origin" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("[data-job]");
    if (answer.ok && fresh) root.querySelector("[data-job]")?.replaceWith(fresh);
  } catch {
    // The network is away; the next time finds out.
  }
  wireJob(root);
}
