import { randomUUID } from 'node:crypto';
import { answerWithin } from '../redis/answer-within.js';
import type { Bus } from './bus.js';
import { createInProcessBus } from './in-process-bus.js';

/** Loading a large configuration takes a while; a change that is not confirmed by then is found by polling. */
const CONFIRMED_WITHIN_MS = 500;

/** What nodes say to one another about changes. */
export interface BusMessage {
  /** Of one publication; confirmations carry it back. */
  id: string;
  from: string;
  /** Null: a confirmation. */
  version: number | null;
}

/** Carries messages to all nodes, the sender included. */
export interface BusChannel {
  /** @returns how many nodes were reached, the sender included; fails when nobody can be */
  send(message: BusMessage): Promise<number>;
  onMessage(listener: (message: BusMessage) => void): void;
  close(): void;
}

/**
 * A bus for nodes in several processes. A publication resolves when every node that was reached has
 * dealt with it, so that a new key works at once everywhere. A message may be lost: nodes also poll.
 */
export function createConfirmedBus(channel: BusChannel): Bus {
  const node = randomUUID();
  const local = createInProcessBus();
  const awaited = new Map<string, () => void>();
  channel.onMessage(({ id, from, version }) => {
    if (from === node) return;
    if (version === null) return awaited.get(id)?.();
    void local
      .publish(version)
      .then(() => channel.send({ id, from: node, version: null }))
      .catch(() => undefined); // the publisher stops waiting by itself
  });

  /** Resolves when all other nodes have confirmed, or time is up. */
  async function tellOthers(version: number): Promise<void> {
    const id = randomUUID();
    let confirmations = 0;
    let expected = Number.POSITIVE_INFINITY;
    const confirmed = new Promise<void>((resolve) => {
      awaited.set(id, () => {
        confirmations++;
        if (confirmations >= expected) resolve();
      });
      channel.send({ id, from: node, version }).then(
        (reached) => {
          expected = reached - 1;
          if (confirmations >= expected) resolve();
        },
        () => resolve(),
      );
    });
    await answerWithin(confirmed, CONFIRMED_WITHIN_MS).catch(() => undefined);
    awaited.delete(id);
  }

  return {
    async publish(version) {
      await Promise.all([local.publish(version), tellOthers(version)]);
    },
    subscribe: (listener) => local.subscribe(listener),
    async close() {
      await local.close();
      channel.close();
    },
  };
}
