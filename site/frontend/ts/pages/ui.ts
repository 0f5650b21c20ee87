// The board on the page of components: a channel in small, with the people who are here now.

import { Talk } from "../lib/talk.ts";
import { post, showError } from "../lib/viewer_post.ts";

function start(root: HTMLElement): void {
  const present = document.querySelector<HTMLElement>("[data-present]");
  const talk = new Talk(root, {
    merged: () => undefined,
    presence: (people) => void (present && showPeople(root.dataset["peopleUrl"] ?? "", present, people)),
  });
  root.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (!form.matches("[data-quiet]")) return;
    event.preventDefault();
    void send(talk, form, event.submitter as HTMLButtonElement | null);
  });
}

/** Changing and taking down without leaving the page; the list hears of it like everybody else. */
async function send(talk: Talk, form: HTMLFormElement, button: HTMLButtonElement | null): Promise<void> {
  const address = button?.getAttribute("formaction") ?? form.action;
  const posted = await post(form, "", (_url, init) => fetch(address, init));
  showError(form, posted.sentence);
  if (posted.ok) await talk.sync.want(Number(posted.answer["seq"]));
}

async function showPeople(address: string, list: HTMLElement, people: string[]): Promise<void> {
  const wanted = people.join(",");
  list.dataset["wanted"] = wanted;
  const answer = await fetch(`${address}?ids=${wanted}`, { credentials: "same-origin" }).catch(() => null);
  if (!answer?.ok || list.dataset["wanted"] !== wanted) return;
  const fresh = document.createElement("template");
  fresh.innerHTML = await answer.text();
  list.replaceChildren(fresh.content);
}

const root = document.querySelector<HTMLElement>("[data-talk]");
if (root) start(root);
