import { randomUUID } from 'node:crypto';
import type { SubjectUsage } from '@weighbridge/gateway/limits/memory-counters';
import { answerWithin } from '../redis/answer-within.js';
import type { RedisConnection } from '../redis/open-redis.js';
import type { LimitAuthority, LimitGrant, RateAsk, RateGrant } from './limit-authority.js';
import { BEAT, DRAW, TELL_RATE } from './limit-scripts.js';

/**
 * A Redis that hangs is waited for this long, once; one that is gone is noticed at once. Shorter, and a
 * busy machine would be taken for an outage, in which every node may admit its whole share.
 */
const DEADLINE_MS = 200;
/** Telling thousands of subjects takes longer, and nobody waits for it. */
const TELL_DEADLINE_MS = 2_000;
const HEARD_MS = 5_000;
/** Subjects told in one round trip. */
const TOLD_AT_ONCE = 100;

export interface RedisLimitAuthorityOptions {
  redis: RedisConnection;
  /** Length of a rate's window. */
  spanMs: number;
  /** Precision with which it is forgotten. */
  bucketMs: number;
  /** Put before every key. */
  prefix?: string;
  /** A node that was silent for so long is taken for dead, and its slots for free. */
  heardMs?: number;
}

type Numbers = [number, number, number, number, number, number, number, number, number, number];

/** Commands made of the scripts; ioredis sends their hashes and, where unknown, their text. */
interface Scripts {
  wbBeat(...words: (string | number)[]): Promise<[string, string[], string[], number]>;
  wbDraw(...words: (string | number)[]): Promise<Numbers | null>;
}

/** The limits of all nodes, counted in one Redis. */
export function createRedisLimitAuthority(options: RedisLimitAuthorityOptions): LimitAuthority {
  const { redis, spanMs, bucketMs, prefix = 'wb:limits', heardMs = HEARD_MS } = options;
  // The bucket being filled comes on top of a whole span of older ones.
  const buckets = Math.ceil(spanMs / bucketMs) + 1;
  redis.defineCommand('wbBeat', { numberOfKeys: 3, lua: BEAT });
  redis.defineCommand('wbDraw', { numberOfKeys: 7, lua: DRAW });
  const scripts = redis as unknown as Scripts;
  const epochKey = `${prefix}:epoch`;
  const nodesKey = `${prefix}:nodes`;
  const toldKey = `${prefix}:told`;
  const totalKey = (subject: string, rate: string) => `${prefix}:${rate}:${subject}`;
  const ownKey = (subject: string, rate: string, node: string) =>
    `${prefix}:${rate}:${subject}:${node}`;
  const slotsKey = (subject: string) => `${prefix}:slots:${subject}`;

  async function tellSome(node: string, usages: readonly SubjectUsage[]): Promise<void> {
    const batch = redis.pipeline();
    for (const { subject, requests, tokens, slots } of usages) {
      for (const [rate, pairs] of Object.entries({ requests, tokens }))
        batch.eval(
          TELL_RATE,
          2,
          totalKey(subject, rate),
          ownKey(subject, rate, node),
          ...[buckets, bucketMs, ...pairs.flat().map(Math.round)],
        );
      if (slots > 0) batch.hset(slotsKey(subject), node, slots);
      else batch.hdel(slotsKey(subject), node);
    }
    const results = await answerWithin(batch.exec(), TELL_DEADLINE_MS);
    for (const [error] of results ?? []) if (error) throw error;
  }

  return {
    async beat(node) {
      const sent = scripts.wbBeat(epochKey, nodesKey, toldKey, node, randomUUID(), heardMs);
      const [epoch, nodes, told, added] = await answerWithin(sent, DEADLINE_MS);
      return { epoch, nodes, told, isNew: added === 1 };
    },
    async tell(node, usages) {
      for (let start = 0; start < usages.length; start += TOLD_AT_ONCE)
        await tellSome(node, usages.slice(start, start + TOLD_AT_ONCE));
      await answerWithin(redis.sadd(toldKey, node), TELL_DEADLINE_MS);
    },
    async draw(node, epoch, { subject, requests, tokens, slots }) {
      const sent = scripts.wbDraw(
        ...[epochKey, nodesKey],
        ...[totalKey(subject, 'requests'), ownKey(subject, 'requests', node)],
        ...[totalKey(subject, 'tokens'), ownKey(subject, 'tokens', node)],
        slotsKey(subject),
        ...[epoch, node, buckets, bucketMs, heardMs],
        ...wordsOf(requests),
        ...wordsOf(tokens),
        ...[slots.limit ?? -1, slots.need, slots.held],
      );
      const numbers = await answerWithin(sent, DEADLINE_MS);
      return numbers && readGrant(numbers);
    },
    async leave(node) {
      await answerWithin(
        redis.pipeline().zrem(nodesKey, node).srem(toldKey, node).exec(),
        DEADLINE_MS,
      );
    },
  };
}

const wordsOf = ({ limit, need, ahead, first, giveBack }: RateAsk): number[] => [
  limit ?? -1,
  need,
  ahead,
  first,
  giveBack,
];

function readGrant([r1, r2, r3, r4, t1, t2, t3, t4, s1, s2]: Numbers): LimitGrant {
  return {
    requests: readRate(r1, r2, r3, r4),
    tokens: readRate(t1, t2, t3, t4),
    slots: { granted: s1, sum: s2 },
  };
}

const readRate = (granted: number, sum: number, retryMs: number, resetMs: number): RateGrant => ({
  ...{ granted, sum, retryMs, resetMs },
});
