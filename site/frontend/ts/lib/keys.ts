// When a key press sends, and the random names of things.

export interface Keystroke {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  isComposing: boolean;
  keyCode: number;
}

/** What browsers give while an input method holds the key; Safari ends the composition before this very press. */
const IME = 229;

/** Ctrl+Enter or ⌘+Enter sends, Enter makes a new line, and nothing is sent while kana are being converted. */
export function sends(event: Keystroke): boolean {
  if (event.isComposing || event.keyCode === IME) return false;
  return event.key === "Enter" && (event.ctrlKey || event.metaKey);
}

/** A random key; `crypto.randomUUID` is missing on plain http, which some offices still use inside. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
