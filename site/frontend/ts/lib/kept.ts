// What a form's server has not got yet, kept on the device: a closed tab, a lost network or an empty battery costs nothing.
//
// Only what is on its way is here, for each person and page, and goes as soon as the server has it.

import { same } from "./autosave.ts";
import type { Value, Values } from "./autosave.ts";
import type { Draft } from "./draft.ts";

/** Typed values, and what stood in each place before. */
export interface Copy {
  typed: Values;
  before: Values;
}

export interface Found {
  /** The place is as it was: what was typed goes back into it. */
  back: Values;
  /** Something else stands there now: what was typed is shown beside it. */
  beside: Values;
}

/** Put away what is not saved; nothing leaves nothing behind. */
export function putAway(draft: Draft, typed: Values, known: Values): void {
  const keys = Object.keys(typed);
  const before = Object.fromEntries(keys.filter((key) => key in known).map((key) => [key, known[key]!]));
  draft.keep(keys.length ? JSON.stringify({ typed, before } satisfies Copy) : "");
}

/** What was put away, seen against what the page says now. */
export function takeOut(draft: Draft, now: Values): Found {
  const found: Found = { back: {}, beside: {} };
  const { typed, before } = parse(draft.read());
  for (const [key, value] of Object.entries(typed)) {
    if (alike(now[key], value)) continue;
    if (same(now[key], before[key])) found.back[key] = value;
    else found.beside[key] = value;
  }
  return found;
}

function parse(text: string): Copy {
  try {
    const copy = JSON.parse(text) as Partial<Copy>;
    return { typed: copy.typed ?? {}, before: copy.before ?? {} };
  } catch {
    return { typed: {}, before: {} };
  }
}

/** Whether the server only wrote it in its own way: katakana for hiragana, half-width digits, no signs between them. */
function alike(a: Value | undefined, b: Value): boolean {
  if (typeof a !== "string" || typeof b !== "string") return same(a, b);
  return a === b || (bare(a) === bare(b) && bare(a) !== "");
}

function bare(text: string): string {
  const katakana = text.normalize("NFKC").replace(/[ぁ-ゖ]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0x60));
  return katakana.replace(/[\s()‐-―−-]/g, "").replace(/^T(?=\d+$)/, "");
}
