// A page whose only button is pressed anyway: a person who followed a link from a mail need not press it. Programs that
// open links in mails to look at them run no scripts, so they set nothing off.

/** Press the one button of the page. */
export function pressAtOnce(root: Document): void {
  root.querySelector<HTMLFormElement>("form[data-press-at-once]")?.requestSubmit();
}
