import type { TransportFailure } from '../outbound/transport-failure.js';
import type { UpstreamError } from './upstream-error.js';

/** A short-lived token and when it ends, in milliseconds since the epoch. */
export interface AccessToken {
  text: string;
  expiresAt: number;
}

export type Granted =
  | { ok: true; token: AccessToken }
  | { ok: false; failure: UpstreamError | TransportFailure };

/** Clocks differ, and a request takes its time: a token this near its end is not begun with. */
const MARGIN_MS = 60_000;
/** From here on a token is replaced while it still serves, so that nobody waits for the next. */
const RENEW_MS = 300_000;

/** Tokens that vendors grant for a while. In memory only, never serialised, never logged. */
export class AccessTokens {
  readonly #kept = new Map<string, AccessToken>();
  readonly #pending = new Map<string, Promise<Granted>>();

  constructor(private readonly now: () => number) {}

  /**
   * The token of an account, fetched once however many ask.
   * @param account what identifies the key it is granted for: a hash, never the key itself
   */
  take(account: string, fetchToken: () => Promise<Granted>): Promise<Granted> {
    const token = this.#kept.get(account);
    const leftMs = token ? token.expiresAt - this.now() : 0;
    if (!token || leftMs <= MARGIN_MS) return this.#fetch(account, fetchToken);
    if (leftMs <= RENEW_MS) void this.#fetch(account, fetchToken);
    return Promise.resolve({ ok: true, token });
  }

  /** Fetches anew next time. */
  forget(account: string): void {
    this.#kept.delete(account);
  }

  #fetch(account: string, fetchToken: () => Promise<Granted>): Promise<Granted> {
    const running = this.#pending.get(account);
    if (running) return running;
    const fetching = fetchToken()
      .then((granted) => {
        if (granted.ok) this.#kept.set(account, granted.token);
        this.#dropExpired();
        return granted;
      })
      .finally(() => this.#pending.delete(account));
    this.#pending.set(account, fetching);
    return fetching;
  }

  /** Keys are changed from time to time; what they were granted must not stay. */
  #dropExpired(): void {
    for (const [account, { expiresAt }] of this.#kept)
      if (expiresAt <= this.now()) this.#kept.delete(account);
  }
}
