// What the server says on the socket (realtime/README.md, "Frames").

import type { Payload, StreamEvent } from "./live_state.ts";

export type LeaseKind = "typing" | "presence";

export type ServerFrame =
  | { t: "welcome"; heads: Record<string, { e: string; q: number }> }
  | { t: "denied"; s: string; why: string }
  | ({ t: "ev"; s: string } & StreamEvent)
  | { t: "hb"; heads: Record<string, number> }
  | { t: "reset"; s: string; epoch: string; head: number }
  | { t: LeaseKind; s: string; p: string[]; on: boolean };

/** One frame, or null for what this version does not know. */
export function parseFrame(data: unknown): ServerFrame | null {
  if (typeof data !== "string") return null;
  try {
    const frame = JSON.parse(data) as Payload | null;
    return frame !== null && typeof frame === "object" ? (frame as ServerFrame) : null;
  } catch {
    return null;
  }
}
