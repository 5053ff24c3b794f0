/** Starting a process takes a second of processor time, so the pause doubles with every failure in a row. */
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 8_000;
/** One that has stood for as long has nothing to do with the failures before it. */
const STEADY_MS = 30_000;

/** How soon a process that keeps ending is started again. */
export interface RestartPace {
  /** It is ready. */
  stood(): void;
  /** It has ended, or did not start. @returns for how many milliseconds to leave it */
  ended(): number;
}

/** @param now milliseconds of a clock that is never set back */
export function paceRestarts(now: () => number): RestartPace {
  let failures = 0;
  let standsSince: number | null = null;
  return {
    stood() {
      standsSince = now();
    },
    ended() {
      if (standsSince !== null && now() - standsSince >= STEADY_MS) failures = 0;
      standsSince = null;
      return Math.min(FIRST_PAUSE_MS * 2 ** failures++, LONGEST_PAUSE_MS);
    },
  };
}
