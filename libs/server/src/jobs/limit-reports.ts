const SILENCE_MS = 60_000;

/**
 * Passes the first error on and then one a minute: a store that is away makes one every few seconds.
 * @param write receives an error and how many before it were left out
 * @param now milliseconds that only grow
 */
export function limitReports(
  write: (error: Error, unreported: number) => void,
  now: () => number = () => performance.now(),
): (error: Error) => void {
  let silentUntil = Number.NEGATIVE_INFINITY;
  let unreported = 0;
  return (error) => {
    if (now() < silentUntil) {
      unreported += 1;
      return;
    }
    silentUntil = now() + SILENCE_MS;
    write(error, unreported);
    unreported = 0;
  };
}
