import type { Credential, ProviderEntry } from '../snapshot.js';

/**
 * After this long with every key refused, all are tried again: an upstream whose identity service
 * was down must not need an operator to come back.
 */
const SECOND_CHANCE_MS = 60_000;
/** After this long a single key is tried again beside living ones: somebody may have paid its bill. */
const RETURN_MS = 15 * 60_000;

interface Rotation {
  fingerprint: string;
  next: number;
  /** When each key was found dead, by its index. */
  deadSince: Map<number, number>;
}

/**
 * Rotates the keys of providers and sets dead ones (refused with 401, 402 or 403) aside without
 * backoff, in this process, until the provider is changed or a long time has passed. Times are
 * monotonic milliseconds.
 */
export class CredentialRotation {
  readonly #rotations = new Map<string, Rotation>();

  /** The next live key; null: every one is dead. */
  take(provider: ProviderEntry, now: number): Credential | null {
    const { credentials } = provider;
    const rotation = this.#rotationOf(provider);
    if (!rotation) return credentials[0]!;
    if (this.isExhausted(provider, now)) return null;
    for (let tries = 0; tries < credentials.length; tries++) {
      const credential = credentials[rotation.next++ % credentials.length]!;
      if (isAlive(rotation, credential, now)) return credential;
    }
    return null;
  }

  /** Sets a key aside. */
  markDead(provider: ProviderEntry, credential: Credential, now: number): void {
    let rotation = this.#rotationOf(provider);
    if (!rotation) {
      rotation = { fingerprint: provider.fingerprint, next: 0, deadSince: new Map() };
      this.#rotations.set(provider.key, rotation);
    }
    rotation.deadSince.set(credential.index, now);
  }

  /** Whether every key is dead at the moment. */
  isExhausted(provider: ProviderEntry, now: number): boolean {
    if (this.#rotations.size === 0) return false;
    const rotation = this.#rotations.get(provider.key);
    if (!rotation || rotation.fingerprint !== provider.fingerprint) return false;
    if (rotation.deadSince.size < provider.credentials.length) return false;
    if (now - Math.max(...rotation.deadSince.values()) < SECOND_CHANCE_MS) return true;
    rotation.deadSince.clear();
    return false;
  }

  /** A provider with one key needs no memory until that key fails. */
  #rotationOf(provider: ProviderEntry): Rotation | undefined {
    let rotation = this.#rotations.get(provider.key);
    if (rotation?.fingerprint === provider.fingerprint) return rotation;
    if (provider.credentials.length === 1) return undefined;
    rotation = { fingerprint: provider.fingerprint, next: 0, deadSince: new Map() };
    this.#rotations.set(provider.key, rotation);
    return rotation;
  }
}

function isAlive({ deadSince }: Rotation, { index }: Credential, now: number): boolean {
  const since = deadSince.get(index);
  if (since !== undefined && now - since < RETURN_MS) return false;
  deadSince.delete(index);
  return true;
}
