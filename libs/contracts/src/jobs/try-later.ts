/** A job cannot go on now through no fault of its own: it is put back, and no attempt is counted. */
export class TryLater extends Error {
  override name = 'TryLater';

  constructor(
    message: string,
    readonly delayMs: number,
  ) {
    super(message);
  }
}
