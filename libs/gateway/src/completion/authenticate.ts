import { ApiError } from '@weighbridge/contracts/errors/api-error';
import type { KeyEntry, Snapshot } from '../routing/snapshot.js';
import { refuseExpired } from './refuse-key.js';

/** How keys are recognised; given by the composition. */
export interface KeyAuthority {
  /** Null: nothing has been loaded yet. */
  snapshot(): Snapshot | null;
  /** Milliseconds since the control plane's store was last known to agree with the snapshot. */
  staleForMs(): number;
  hashKey(text: string): string;
  now(): number;
}

// Three missed polls of the version: a key made since then could be missing from the snapshot.
const UNSURE_AFTER_MS = 2_000;
// reliability §2 "Postgres down": known keys are served for an hour, then authority is missing
const STALE_LIMIT_MS = 3_600_000;
const REMEMBERED_KEYS = 10_000;

/** Finds the caller's key; remembers the texts it has hashed as long as the snapshot lives. */
export class Authenticator {
  private remembered = new Map<string, KeyEntry>();
  private rememberedOf: Snapshot | null = null;

  constructor(private readonly authority: KeyAuthority) {}

  /**
   * @throws ApiError `invalid_api_key` (no, unknown, revoked or expired key) or `store_unavailable`
   *   when nobody can say: an infrastructure failure is never a 401
   */
  authenticate(text: string | null): KeyEntry {
    const snapshot = this.authority.snapshot();
    const staleForMs = this.authority.staleForMs();
    if (!snapshot || staleForMs > STALE_LIMIT_MS) throw unavailable();
    if (text === null)
      throw new ApiError(
        'invalid_api_key',
        'No API key was sent. Send it as "Authorization: Bearer <key>".',
      );
    const entry = this.find(snapshot, text);
    if (!entry) {
      if (staleForMs > UNSURE_AFTER_MS) throw unavailable();
      throw new ApiError('invalid_api_key', 'The API key is unknown or has been revoked.');
    }
    refuseExpired(entry.row, this.authority.now());
    return entry;
  }

  private find(snapshot: Snapshot, text: string): KeyEntry | undefined {
    if (this.rememberedOf !== snapshot) {
      this.rememberedOf = snapshot;
      this.remembered = new Map();
    }
    const known = this.remembered.get(text);
    if (known) return known;
    const entry = snapshot.findKey(this.authority.hashKey(text));
    if (entry && this.remembered.size < REMEMBERED_KEYS) this.remembered.set(text, entry);
    return entry;
  }
}

const unavailable = (): ApiError =>
  new ApiError(
    'store_unavailable',
    'The key cannot be checked at the moment because the control database does not answer.',
    { retryAfterSeconds: 2 },
  );
