import { randomUUID } from 'node:crypto';
import { answerWithin } from '../redis/answer-within.js';
import { openRedis, settleConnection } from '../redis/open-redis.js';
import type { Bus } from './bus.js';
import { createInProcessBus } from './in-process-bus.js';

const CHANNEL = 'wb:configuration';
const DEADLINE_MS = 50;
/** Loading a large configuration takes a while; a change that is not confirmed by then is found by polling. */
const CONFIRMED_WITHIN_MS = 500;

interface Message {
  /** Of one publication; confirmations carry it back. */
  id: string;
  from: string;
  /** Null: a confirmation. */
  version: number | null;
}

/**
 * A bus over Redis, for nodes in several processes. A publication resolves when every node that heard it
 * has dealt with it, so that a new key works at once everywhere. When Redis is away, messages are lost:
 * nodes also poll.
 * @param log hears once that Redis is away
 */
export async function openRedisBus(url: string, log: (line: string) => void): Promise<Bus> {
  const node = randomUUID();
  const local = createInProcessBus();
  const awaited = new Map<string, () => void>();
  let isAway = false;
  const noteAway = (error: Error) => {
    if (!isAway) log(`changes are found by polling: Redis is away: ${error.message}`);
    isAway = true;
  };
  const publisher = openRedis(url, noteAway);
  const subscriber = openRedis(url, noteAway);
  const send = (message: Message): Promise<number> =>
    answerWithin(publisher.publish(CHANNEL, JSON.stringify(message)), DEADLINE_MS);

  const subscribe = () =>
    subscriber.subscribe(CHANNEL).then(() => {
      isAway = false;
    }, noteAway);
  subscriber.on('ready', () => void subscribe());
  subscriber.on('message', (_channel, text: string) => {
    const { id, from, version } = JSON.parse(text) as Message;
    if (from === node) return;
    if (version === null) return awaited.get(id)?.();
    void local
      .publish(version)
      .then(() => send({ id, from: node, version: null }))
      .catch(() => undefined); // the publisher stops waiting by itself
  });
  await Promise.all([settleConnection(publisher), settleConnection(subscriber)]);
  if (subscriber.status === 'ready') await subscribe();

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
      send({ id, from: node, version }).then(
        (receivers) => {
          expected = receivers - 1; // this node hears itself
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
      publisher.disconnect();
      subscriber.disconnect();
    },
  };
}
