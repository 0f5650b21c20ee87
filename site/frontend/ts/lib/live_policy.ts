// When a tab connects again after its socket ended, and when it asks again without one. Pure.

export const FIRST_CAP_MS = 2000;
export const LEAST_MS = 500;
export const MOST_MS = 30_000;
export const POLL_AFTER_FAILURES = 3;
/** Where sockets fail again and again something in between forbids them: tried now and then, not every 30 s. */
export const PATIENT_AFTER_FAILURES = 10;
export const PATIENT_MS = 300_000;
/** A socket that lived shorter than this counts as one that could not be opened. */
export const STABLE_MS = 5000;

export type AfterClose = "again" | "slowly" | "poll" | "signed-out";

/** What a close code asks of the client; codes outside the list (1001, 1006, 1011, 1012, 4011, 4012 …) mean: again. */
export function afterClose(code: number): AfterClose {
  if (code === 4401) return "signed-out";
  if (code === 4429) return "slowly";
  if (code === 4400 || code === 4403 || code === 4404 || code === 4413 || code === 4414) return "poll";
  return "again";
}

/** Full jitter between half a second and a cap that doubles up to 30 s; `random` is in [0, 1). */
export function waitBefore(attempt: number, random: number): number {
  const cap = Math.min(MOST_MS, FIRST_CAP_MS * 2 ** Math.min(attempt, 10));
  return LEAST_MS + random * (cap - LEAST_MS);
}

/** How long until the next socket after `failures` in a row, the last of which asked for `next`. */
export function waitForSocket(next: "again" | "slowly", failures: number, random: number): number {
  if (failures > PATIENT_AFTER_FAILURES) return PATIENT_MS / 2 + random * (PATIENT_MS / 2);
  return waitBefore(next === "slowly" ? Number.MAX_SAFE_INTEGER : failures - 1, random);
}

/** Seconds the server may keep a poll open. Browsers allow six requests to a host, so a tab waits with one only. */
export const POLL_WAIT_S = 25;
const POLL_MS = 4000;
const HIDDEN_MS = 15_000;
const GAP_MS = 250;
const AT_ONCE_MS = 1000;

/** How long until the next poll. `took` tells whether the server waited; one that does not is asked less often. */
export function waitForPoll(poll: { events: number; waited: boolean; took: number; isHidden: boolean }): number {
  if (poll.events > 0) return GAP_MS;
  if (poll.waited && poll.took >= AT_ONCE_MS) return GAP_MS;
  return poll.isHidden ? HIDDEN_MS : POLL_MS;
}
