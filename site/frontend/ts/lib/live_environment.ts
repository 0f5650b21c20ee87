// What the live client needs from a browser, so that its tests can run without one.

export interface Socket {
  send(text: string): void;
  close(code?: number): void;
  onopen: (() => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: ((event: { code: number }) => void) | null;
}

export interface Answer {
  status: number;
  json(): Promise<unknown>;
}

export type StatusName = "live" | "waiting" | "polling" | "signed-out";

export interface Environment {
  open(): Socket;
  fetch(url: string, signal: AbortSignal): Promise<Answer>;
  now(): number;
  random(): number;
  later(run: () => void, ms: number): () => void;
  every(run: () => void, ms: number): () => void;
  /** Whether nobody can see the page now. */
  isHidden(): boolean;
  /** The sentence for a status, in the reader's language; "" for none. */
  text(status: StatusName): string;
}

const KEYS: Record<StatusName, string> = {
  live: "live",
  waiting: "waiting",
  polling: "polling",
  "signed-out": "signedOut",
};

/** The element written by `{% live_status %}`: holds the sentences and shows the current one. */
export function statusElement(): HTMLElement | null {
  return document.querySelector<HTMLElement>("[data-live-status]");
}

export function browserEnvironment(): Environment {
  const address = `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ws/`;
  return {
    open: () => new WebSocket(address) as Socket,
    fetch: (url, signal) =>
      fetch(url, { headers: { Accept: "application/json" }, credentials: "same-origin", signal }),
    now: () => performance.now(),
    random: Math.random,
    later: (run, ms) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
    every: (run, ms) => {
      const timer = setInterval(run, ms);
      return () => clearInterval(timer);
    },
    isHidden: () => document.visibilityState === "hidden",
    text: (status) => statusElement()?.dataset[KEYS[status]] ?? "",
  };
}
