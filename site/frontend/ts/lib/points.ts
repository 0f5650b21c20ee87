// What a juror's choices add up to, as `cohorts/ranking.py` reckons it: 0 to 100 with one decimal.

const TOP_VALUE = 5;

export interface Mark {
  /** 1 to 5; 0 while nothing is chosen; null for "does not apply". */
  value: number | null;
  weight: number;
}

/** Points of one juror; null when no criterion applies. */
export function jurorPoints(marks: readonly Mark[]): number | null {
  const applying = marks.filter((mark) => mark.value !== null);
  const reachable = applying.reduce((sum, mark) => sum + mark.weight, 0);
  if (!reachable) return null;
  return oneDecimal((100 * applying.reduce((sum, mark) => sum + mark.value! * mark.weight, 0)) / (TOP_VALUE * reachable));
}

/** Rounded like Python: toFixed is exact but for ties, and a quarter is the only tie that Python rounds down. */
function oneDecimal(points: number): number {
  return points % 1 === 0.25 ? Math.floor(points) + 0.2 : Number(points.toFixed(1));
}

/** Put the numbers into the sentence the page brought along. */
export function totalWords(marks: readonly Mark[], words: { open: string; all: string; none: string }): string {
  const points = jurorPoints(marks);
  if (points === null) return words.none;
  const left = marks.filter((mark) => mark.value === 0).length;
  return (left ? words.open : words.all).replace("{points}", points.toFixed(1)).replace("{left}", String(left));
}
