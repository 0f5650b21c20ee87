// Saving a form field by field: one request in flight, only what changed, nothing typed is ever overwritten.
//
// Pure: the page gives it a way to post and a way to show; tests give it fakes.

export type Value = string | string[] | boolean;
export type Values = Record<string, Value>;

export type Outcome =
  | { kind: "saved"; rev: number; saved: string; errors: Record<string, string>; values: Values }
  | { kind: "stale"; rev: number; sentence: string; newer: Record<string, string> }
  | { kind: "closed"; sentence: string }
  | { kind: "busy"; sentence: string }
  | { kind: "failed" };

export interface Screen {
  saving(): void;
  saved(text: string, sent: Values, errors: Record<string, string>, kept: Values): void;
  stale(sentence: string, newer: Record<string, string>): void;
  closed(sentence: string): void;
  /** Not saved now; the page tries again by itself. */
  busy(sentence: string): void;
  failed(): void;
  rev(rev: number): void;
}

/** Whether two values are the same answer. */
export function same(a: Value | undefined, b: Value | undefined): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, index) => item === b[index]);
  return a === b;
}

/** The fields of `now` that differ from `before`. */
export function changes(before: Values, now: Values): Values {
  return Object.fromEntries(Object.entries(now).filter(([key, value]) => !same(before[key], value)));
}

/** Keeps the server's copy of a form up to date. */
export class Autosaver {
  private known: Values;
  private held: Values = {};
  private busy = false;
  private again = false;
  private open = true;
  private revision: number;
  private readonly read: () => Values;
  private readonly post: (rev: number, values: Values) => Promise<Outcome>;
  private readonly screen: Screen;

  constructor(
    rev: number,
    read: () => Values,
    post: (rev: number, values: Values) => Promise<Outcome>,
    screen: Screen,
    // As the server sent it; a browser that comes back to a page fills in by itself what was typed on it.
    known: Values = read(),
  ) {
    this.revision = rev;
    this.read = read;
    this.post = post;
    this.screen = screen;
    this.known = known;
  }

  /** What the server has not seen yet, without fields that wait for the person to decide. */
  pending(): Values {
    const changed = changes(this.known, this.read());
    return Object.fromEntries(Object.entries(changed).filter(([key, value]) => !same(this.held[key], value)));
  }

  /** What the server said last, for what is kept on the device. */
  seen(): Values {
    return this.known;
  }

  /** Save what changed; while a request is in flight, once more after it. */
  async save(): Promise<void> {
    if (this.busy) {
      this.again = true;
      return;
    }
    const values = this.pending();
    if (!this.open || !Object.keys(values).length) return;
    this.busy = true;
    this.screen.saving();
    const outcome = await this.post(this.revision, values).catch((): Outcome => ({ kind: "failed" }));
    this.busy = false;
    this.settle(values, outcome);
    if (this.again) {
      this.again = false;
      await this.save();
    }
  }

  private settle(sent: Values, outcome: Outcome): void {
    if (outcome.kind === "saved") {
      this.known = { ...this.known, ...sent };
      this.move(outcome.rev);
      this.screen.saved(outcome.saved, sent, outcome.errors, outcome.values);
      // What the screen turned into its kept form (ひらがな → カタカナ) need not be sent back.
      const now = this.read();
      for (const key of Object.keys(sent)) if (same(now[key], outcome.values[key])) this.known[key] = now[key]!;
    } else if (outcome.kind === "stale") {
      // These wait until the person types there again or presses a button, now knowing what the other one wrote.
      this.held = { ...this.held, ...sent };
      this.move(outcome.rev);
      this.screen.stale(outcome.sentence, outcome.newer);
    } else if (outcome.kind === "closed") {
      this.open = false;
      this.screen.closed(outcome.sentence);
    } else if (outcome.kind === "busy") {
      this.screen.busy(outcome.sentence);
    } else {
      this.screen.failed();
    }
  }

  private move(rev: number): void {
    this.revision = rev;
    this.screen.rev(rev);
  }
}
