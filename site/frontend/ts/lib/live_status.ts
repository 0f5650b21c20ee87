// The page's quiet line about the connection: to be seen at once, to be heard when it is its turn.

import { statusElement } from "./live_environment.ts";
import { voice } from "./polite.ts";

/** Write a sentence into the quiet line; "" takes it away. */
export function showStatus(text: string): void {
  const element = statusElement();
  if (!element || element.textContent === text) return;
  element.textContent = text;
  voice().say("status", text);
}
