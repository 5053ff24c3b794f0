/**
 * The caller's side of one request, as the completion story needs it. The HTTP plugin implements it;
 * tests may too. Exactly one of `send`, `end` or `cut` finishes it.
 */
export interface Reply {
  /** Answers in one piece. */
  send(status: number, headers: Record<string, string>, body: Buffer | string): void;
  /** Commits status 200 and the headers of a server-sent event stream. */
  begin(headers: Record<string, string>): void;
  /** Sends stream bytes; false when the caller reads too slowly and `onDrain` will tell. */
  write(bytes: Buffer | string): boolean;
  onDrain(resume: () => void): void;
  /** Ends a stream that is complete. */
  end(): void;
  /** Breaks the connection, so that a cut stream can never pass for a finished one. */
  cut(): void;
  /** Called once if the caller leaves before the answer is finished. */
  onLeave(leave: () => void): void;
  readonly begun: boolean;
  readonly left: boolean;
}
