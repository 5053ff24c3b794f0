import { answerWithin } from '../redis/answer-within.js';
import { openRedis, settleConnection } from '../redis/open-redis.js';
import type { Bus } from './bus.js';
import { type BusMessage, createConfirmedBus } from './confirmed-bus.js';

const CHANNEL = 'wb:configuration';
const DEADLINE_MS = 50;

/**
 * A bus over Redis. When Redis is away, messages are lost, and nodes find changes by polling.
 * @param log hears once that Redis is away
 */
export async function openRedisBus(url: string, log: (line: string) => void): Promise<Bus> {
  let isAway = false;
  const noteAway = (error: Error) => {
    if (!isAway) log(`changes are found by polling: Redis is away: ${error.message}`);
    isAway = true;
  };
  const publisher = openRedis(url, noteAway);
  const subscriber = openRedis(url, noteAway);
  const subscribe = () =>
    subscriber.subscribe(CHANNEL).then(() => {
      isAway = false;
    }, noteAway);
  subscriber.on('ready', () => void subscribe());
  await Promise.all([settleConnection(publisher), settleConnection(subscriber)]);
  if (subscriber.status === 'ready') await subscribe();
  return createConfirmedBus({
    send: (message) =>
      answerWithin(publisher.publish(CHANNEL, JSON.stringify(message)), DEADLINE_MS),
    onMessage: (listener) =>
      void subscriber.on('message', (_channel, text: string) =>
        listener(JSON.parse(text) as BusMessage),
      ),
    close() {
      publisher.disconnect();
      subscriber.disconnect();
    },
  });
}
