// Who is writing, in words, above the box. Seen, not read out: it would talk all the time.

export interface TypingWords {
  /** With `{name}`. */
  one: string;
  somebody: string;
  several: string;
}

/** The sentence for the others who are writing; `nameOf` knows some of them. */
export function typingSentence(others: readonly string[], nameOf: (id: string) => string, words: TypingWords): string {
  if (others.length === 0) return "";
  if (others.length > 1) return words.several;
  const name = nameOf(others[0]!);
  return name === "" ? words.somebody : words.one.replace("{name}", name);
}

/** Show who is writing; names are those that stand on the page already. */
export function showTyping(root: HTMLElement, people: readonly string[]): void {
  const line = root.querySelector<HTMLElement>("[data-typing]");
  const { user, textTyping, textSomebody, textSeveral } = root.dataset;
  if (!line || !textTyping) return;
  const others = people.filter((id) => id !== user);
  const words = { one: textTyping, somebody: textSomebody ?? "", several: textSeveral ?? "" };
  const text = typingSentence(others, nameOnPage, words);
  if (line.textContent !== text) line.textContent = text;
}

function nameOnPage(id: string): string {
  const element = document.querySelector<HTMLElement>(`[data-person="${CSS.escape(id)}"]`);
  return element?.dataset["name"] ?? element?.querySelector("b")?.textContent?.trim() ?? "";
}
