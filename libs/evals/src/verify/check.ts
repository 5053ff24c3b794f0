/** One promised figure beside what was measured. */
export interface Measurement {
  what: string;
  target: string;
  measured: string;
  held: boolean;
}

/** Measures promised figures; `effort` 1 is the full number of repetitions, 0.01 a hundredth. */
export type Check = (effort: number) => Measurement[] | Promise<Measurement[]>;

/** Repetitions of a check at an effort, but at least so many. */
export function repetitions(full: number, effort: number, least = 20): number {
  return Math.max(least, Math.round(full * effort));
}

/** A figure that must not be above its target. */
export function atMost(what: string, value: number, target: number, show = percent): Measurement {
  return { what, target: `≤ ${show(target)}`, measured: show(value), held: value <= target };
}

/** A figure that must not be below its target. */
export function atLeast(what: string, value: number, target: number, show = percent): Measurement {
  return { what, target: `≥ ${show(target)}`, measured: show(value), held: value >= target };
}

/** A figure that must lie between two. */
export function within(what: string, value: number, low: number, high: number): Measurement {
  const target = `${percent(low)} to ${percent(high)}`;
  return { what, target, measured: percent(value), held: value >= low && value <= high };
}

export const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
