import { LRUCache } from 'lru-cache';
import type { Target } from '../snapshot.js';

/** Conversations remembered; some 200 bytes each. */
const REMEMBERED = 20_000;
/** Vendors keep a prompt in their cache for five to ten idle minutes. */
const IDLE_MS = 600_000;

/** Which target last served a conversation: its prompt is likely still in that target's cache. */
export class Affinity {
  readonly #served = new LRUCache<string, { target: string; at: number }>({ max: REMEMBERED });
  readonly #now: () => number;

  /** @param now monotonic milliseconds */
  constructor(now: () => number) {
    this.#now = now;
  }

  remember(conversation: string, target: Target): void {
    this.#served.set(conversation, { target: target.key, at: this.#now() });
  }

  /** The key of the target that served it lately; null: none did. */
  find(conversation: string): string | null {
    const served = this.#served.get(conversation);
    return served && this.#now() - served.at < IDLE_MS ? served.target : null;
  }
}
