// Make one piece of the page equal to a newer one without replacing what somebody is using: elements stay the same
// objects, so focus, selection, typed text and opened details survive.

/** Change `old` into `fresh` in place. Fields keep what was typed, `<details>` stay as they were opened. */
export function morph(old: Element, fresh: Element): void {
  if (isTyped(old)) return;
  syncAttributes(old, fresh);
  const wanted = [...fresh.childNodes];
  const present = [...old.childNodes];
  wanted.forEach((node, index) => {
    const there = present[index];
    if (!there) old.append(node.cloneNode(true));
    else if (isSameKind(there, node)) {
      if (there instanceof Element) morph(there, node as Element);
      else if (there.nodeValue !== node.nodeValue) there.nodeValue = node.nodeValue;
    } else there.replaceWith(node.cloneNode(true));
  });
  present.slice(wanted.length).forEach((node) => node.remove());
}

function syncAttributes(old: Element, fresh: Element): void {
  for (const { name, value } of [...fresh.attributes]) {
    if (keeps(old, name)) continue;
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  for (const { name } of [...old.attributes]) {
    if (!fresh.hasAttribute(name) && !keeps(old, name)) old.removeAttribute(name);
  }
}

/** What the person or a script set, and a newer page from the server does not know. */
function keeps(element: Element, name: string): boolean {
  if (name === "open") return element.localName === "details";
  if (name === "style" || name === "data-selected" || name === "data-open") return true;
  return name === "value" && element.getAttribute("name") === "client_id";
}

/** Fields, and the sentence under them that only this person sees. */
function isTyped(element: Element): boolean {
  return element.localName === "textarea" || element.hasAttribute("data-error");
}

function isSameKind(a: Node, b: Node): boolean {
  if (a.nodeType !== b.nodeType) return false;
  return !(a instanceof Element) || a.localName === (b as Element).localName;
}

/** The children of `list` that stand for the objects in `fresh`, by the attribute `key`: changed in place or added.
 * A new one goes before the first settled one, so that what waits stays together. Nothing else moves. */
export function mergeByKey(list: Element, fresh: Element, key: string): Element[] {
  const added: Element[] = [];
  for (const child of [...fresh.children]) {
    const value = child.getAttribute(key);
    if (value === null) continue;
    const known = list.querySelector(`:scope > [${key}="${CSS.escape(value)}"]`);
    if (known) morph(known, child);
    else {
      const copy = child.cloneNode(true) as Element;
      const settled = [...list.children].find((item) => item.querySelector('[data-state="done"]'));
      list.insertBefore(copy, settled ?? null);
      added.push(copy);
    }
  }
  return added;
}
