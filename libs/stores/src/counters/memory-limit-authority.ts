import { randomUUID } from 'node:crypto';
import { SlidingWindow } from '@weighbridge/gateway/limits/sliding-window';
import { SweptMap } from '@weighbridge/gateway/limits/swept-map';
import type { Clock } from '@weighbridge/kernel/clock';
import type { LimitAuthority, LimitDraw, RateAsk, RateGrant } from './limit-authority.js';

/** Ahead of need only this part of what is left is granted: near the limit every request asks. */
const AHEAD = 1 / 20;

/** What one node holds or has used. */
interface NodeUsage {
  requests: SlidingWindow;
  tokens: SlidingWindow;
  slots: number;
}

/**
 * The count for processes of one machine, kept by the process that started them; it sees them end, so
 * nothing expires by silence.
 */
export function createMemoryLimitAuthority(options: {
  clock: Pick<Clock, 'monotonic'>;
  spanMs: number;
  bucketMs: number;
}): LimitAuthority {
  const { clock, spanMs, bucketMs } = options;
  const epoch = randomUUID();
  const nodes = new Set<string>();
  const subjects = new SweptMap<Map<string, NodeUsage>>((usages) => {
    const now = clock.monotonic();
    return [...usages.values()].every(
      ({ requests, tokens, slots }) => slots === 0 && requests.sum(now) + tokens.sum(now) <= 0,
    );
  });
  const newUsage = (): NodeUsage => ({
    requests: new SlidingWindow(spanMs, bucketMs),
    tokens: new SlidingWindow(spanMs, bucketMs),
    slots: 0,
  });
  const usagesOf = (subject: string, node: string): Map<string, NodeUsage> => {
    let usages = subjects.get(subject);
    if (!usages) subjects.set(subject, (usages = new Map()));
    if (!usages.has(node)) usages.set(node, newUsage());
    return usages;
  };

  function drawRate(
    usages: Map<string, NodeUsage>,
    node: string,
    rate: 'requests' | 'tokens',
    ask: RateAsk,
  ): RateGrant {
    if (ask.limit === null) return { granted: 0, sum: 0, retryMs: 0, resetMs: 0 };
    const now = clock.monotonic();
    const own = usages.get(node)![rate];
    const windows = [...usages.values()].map((usage) => usage[rate]);
    own.add(now, -ask.giveBack);
    const before = windows.reduce((total, window) => total + window.sum(now), 0);
    const granted = grant(ask.need, ask.ahead, ask.limit - before, ask.first);
    own.add(now, granted);
    return {
      granted,
      sum: before + granted,
      retryMs: msUntilAtMost(
        windows.flatMap((window) => window.amounts(now)),
        ask.limit - ask.first,
      ),
      resetMs: Math.max(...windows.map((window) => window.msUntilEmpty(now))),
    };
  }

  /** Milliseconds until so much has been forgotten that at most this is left. */
  function msUntilAtMost(amounts: [number, number][], atMost: number): number {
    const countedMs = (Math.ceil(spanMs / bucketMs) + 1) * bucketMs;
    let sum = amounts.reduce((total, [, amount]) => total + amount, 0);
    let wait = 0;
    for (const [age, amount] of amounts.sort(([one], [other]) => other - one)) {
      if (sum <= atMost) break;
      sum -= amount;
      wait = countedMs - age;
    }
    return wait;
  }

  function drawSlots(
    usages: Map<string, NodeUsage>,
    node: string,
    { limit, need, held }: LimitDraw['slots'],
  ): { granted: number; sum: number } {
    if (limit === null) return { granted: 0, sum: 0 };
    let others = 0;
    for (const [name, { slots }] of usages) if (name !== node) others += slots;
    const granted = grant(need, 0, limit - others - held, 1);
    usages.get(node)!.slots = held + granted;
    return { granted, sum: others + held + granted };
  }

  return {
    async beat(node) {
      const isNew = !nodes.has(node);
      nodes.add(node);
      return { epoch, nodes: [...nodes], told: [...nodes], isNew };
    },
    async tell(node, usages) {
      const now = clock.monotonic();
      for (const { subject, requests, tokens, slots } of usages) {
        const usage = newUsage();
        for (const [, amount] of requests) usage.requests.add(now, amount);
        for (const [, amount] of tokens) usage.tokens.add(now, amount);
        usagesOf(subject, node).set(node, { ...usage, slots });
      }
    },
    async draw(node, _epoch, { subject, requests, tokens, slots }) {
      const usages = usagesOf(subject, node);
      return {
        requests: drawRate(usages, node, 'requests', requests),
        tokens: drawRate(usages, node, 'tokens', tokens),
        slots: drawSlots(usages, node, slots),
      };
    },
    async leave(node) {
      nodes.delete(node);
      for (const [, usages] of subjects.entries()) {
        const usage = usages.get(node);
        if (usage) usage.slots = 0;
      }
    },
  };
}

function grant(need: number, ahead: number, room: number, first: number): number {
  if ((need <= 0 && ahead <= 0) || room < first) return 0;
  if (room < need) return Math.max(0, Math.floor(room));
  return need + Math.min(ahead, Math.floor((room - need) * AHEAD));
}
