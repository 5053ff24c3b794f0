import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import type { Counters } from '@weighbridge/gateway/limits/counters';
import { systemClock } from '@weighbridge/kernel/clock';
import { openLeasedCounters } from './leased-counters.js';
import type { LimitAuthority } from './limit-authority.js';
import { createMemoryLimitAuthority } from './memory-limit-authority.js';

const WINDOW = { spanMs: 60_000, bucketMs: 500 };

/** Reached as from another process: after a while, and not in a fixed order. */
function atDistance(authority: LimitAuthority): LimitAuthority {
  const late = () => sleep(Math.random() * 10);
  return {
    beat: (node) => late().then(() => authority.beat(node)),
    tell: (node, usages) => late().then(() => authority.tell(node, usages)),
    draw: (node, epoch, draw) => late().then(() => authority.draw(node, epoch, draw)),
    leave: (node) => authority.leave(node),
  };
}

test.each([
  ['requests', { rpm: 40 }, 0, 40],
  // Of tokens in hand a node may be left with less than a request needs.
  ['tokens', { tpm: 400 }, 10, 36],
])('workers share a limit of %s, and never pass it', async (_, limits, tokens, least) => {
  const authority = atDistance(createMemoryLimitAuthority({ clock: systemClock, ...WINDOW }));
  const workers = await Promise.all(
    ['one', 'two'].map((node) =>
      openLeasedCounters({
        ...{ authority, node, clock: systemClock, window: WINDOW, log: () => undefined },
      }),
    ),
  );
  const send = async (counters: Counters) => {
    await sleep(Math.random() * 100);
    const outcome = await counters.admit('key a', limits, tokens);
    if (outcome.admitted) setTimeout(() => outcome.release(tokens), Math.random() * 50);
    return outcome.admitted;
  };
  const outcomes = await Promise.all(
    Array.from({ length: 80 }, (_each, index) => send(workers[index % 2]!)),
  );
  const admitted = outcomes.filter(Boolean).length;
  expect(admitted).toBeLessThanOrEqual(40);
  expect(admitted).toBeGreaterThanOrEqual(least);
  await Promise.all(workers.map((counters) => counters.close()));
});

test('nobody is refused for another who came later and needed less', async () => {
  const authority = atDistance(createMemoryLimitAuthority({ clock: systemClock, ...WINDOW }));
  const counters = await openLeasedCounters({
    ...{ authority, node: 'one', clock: systemClock, window: WINDOW, log: () => undefined },
  });
  const limits = { rpm: 1e9, tpm: 1e9, max_parallel: 100_000 };
  const send = async () => {
    for (let turn = 0; turn < 30; turn++) {
      const outcome = await counters.admit('key a', limits, 1 + Math.random() * 1_000);
      if (!outcome.admitted) return outcome.limit;
      await sleep(Math.random() * 3);
      outcome.release(Math.random() * 2_000);
    }
    return null;
  };
  const refusals = await Promise.all(Array.from({ length: 32 }, send));
  expect(refusals.filter(Boolean)).toEqual([]);
  await counters.close();
});
