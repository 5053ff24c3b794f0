/** Both orders are in use: `x-ratelimit-remaining-tokens`, `…-ratelimit-tokens-remaining`. */
const QUOTA_HEADER =
  /ratelimit-(?:(limit|remaining)-(requests|tokens)|(requests|tokens)-(limit|remaining))$/;

/** The smallest share of requests or tokens that is left; null: the headers do not say. */
export function readRemainingShare(headers: Readonly<Record<string, string>>): number | null {
  const limits = new Map<string, number>();
  const remaining = new Map<string, number>();
  for (const name in headers) {
    const match = QUOTA_HEADER.exec(name);
    const value = Number(headers[name]);
    if (!match || !Number.isFinite(value)) continue;
    const kind = match[1] ?? match[4];
    (kind === 'limit' ? limits : remaining).set((match[2] ?? match[3])!, value);
  }
  let least: number | null = null;
  for (const [unit, left] of remaining) {
    const limit = limits.get(unit);
    if (!limit || limit <= 0) continue;
    least = Math.min(least ?? 1, Math.max(0, left / limit));
  }
  return least;
}
