// One attempt to hand something to the server, and what its answer means.

import type { Entry } from "./outbox_shelf.ts";

export type Answer =
  | { kind: "posted"; data: Record<string, unknown> }
  /** Not now: no network, a restart, too many at once, logged out. The same attempt may work later. */
  | { kind: "later"; sentence: string; afterMs: number | null }
  /** Never as it is: too long, taken away, another text under the same key. */
  | { kind: "refused"; sentence: string };

interface Said {
  id?: unknown;
  sentence?: unknown;
  token?: unknown;
}

export interface Reply {
  status: number;
  headers: { get(name: string): string | null };
  json(): Promise<unknown>;
}

export interface Counter {
  fetch(url: string, init: RequestInit): Promise<Reply>;
  token(): string;
  renewToken(token: string): void;
}

const POST_WITHIN_MS = 20_000;
const NOT_NOW = [401, 408, 425, 429];

/** What an answer of the server means for an entry; `body` is its JSON, null when it has none. */
export function judge(status: number, body: unknown, retryAfter: string | null = null): Answer {
  const said = (body ?? {}) as Said;
  if ((status === 200 || status === 201) && typeof said.id === "string") {
    return { kind: "posted", data: said as Record<string, unknown> };
  }
  const sentence = typeof said.sentence === "string" ? said.sentence : "";
  const isRefused = status >= 400 && status < 500 && !NOT_NOW.includes(status) && sentence !== "";
  if (isRefused) return { kind: "refused", sentence };
  const seconds = Number(retryAfter ?? Number.NaN);
  return { kind: "later", sentence, afterMs: Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : null };
}

/** Send `entry` once; with a fresh token again when logging in elsewhere made the page's one worthless. */
export async function deliver(entry: Entry, counter: Counter = browserCounter): Promise<Answer> {
  try {
    const first = await attempt(entry, counter);
    if (!first.fresh) return first.answer;
    counter.renewToken(first.fresh);
    return (await attempt(entry, counter)).answer;
  } catch {
    return { kind: "later", sentence: "", afterMs: null };
  }
}

async function attempt(entry: Entry, counter: Counter): Promise<{ answer: Answer; fresh: string }> {
  const reply = await counter.fetch(entry.url, {
    method: "POST",
    body: new URLSearchParams({ ...entry.fields, client_id: entry.clientId }),
    headers: { Accept: "application/json", "X-CSRFToken": counter.token(), "X-Hiroba-Person": entry.user },
    credentials: "same-origin",
    signal: AbortSignal.timeout(POST_WITHIN_MS),
  });
  const body = await reply.json().catch(() => null);
  const token = (body as Said | null)?.token;
  if (reply.status === 403 && typeof token === "string") {
    return { answer: { kind: "later", sentence: "", afterMs: null }, fresh: token };
  }
  return { answer: judge(reply.status, body, reply.headers.get("Retry-After")), fresh: "" };
}

const TOKENS = 'input[name="csrfmiddlewaretoken"]';

export const browserCounter: Counter = {
  fetch: (url, init) => fetch(url, init),
  token: () => document.querySelector<HTMLInputElement>(TOKENS)?.value ?? cookieToken(),
  renewToken: (token) => {
    for (const field of document.querySelectorAll<HTMLInputElement>(TOKENS)) field.value = token;
  },
};

/** On pages without a form; in production the cookie's name carries a prefix. */
function cookieToken(): string {
  return /(?:^|;\s*)(?:__Host-)?csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? "";
}
