/** A start that cannot go on, in words for the person at the terminal; no stack belongs to it. */
export class StopError extends Error {
  override name = 'StopError';
}
