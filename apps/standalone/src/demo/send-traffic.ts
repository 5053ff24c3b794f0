import { type Kind, KINDS, writePrompt } from './prompts.js';

const CONCURRENCY = 8;

/** What was served so far. */
export interface Tally {
  requests: number;
  /** USD. */
  cost: number;
  /** Kind → model → requests since the last look. */
  recent: Map<Kind, Map<string, number>>;
}

export interface Traffic {
  readonly tally: Tally;
  /** The recent counts, which start anew. */
  takeRecent(): Tally['recent'];
  stop(): Promise<void>;
}

const noCounts = (): Tally['recent'] => new Map(KINDS.map((kind) => [kind, new Map()]));

/** Sends mixed requests, some at a time, until stopped. @param perSecond at most so many */
export function startTraffic(
  { url, key, route }: { url: string; key: string; route: string },
  perSecond: number,
): Traffic {
  const tally: Tally = { requests: 0, cost: 0, recent: noCounts() };
  let running = true;
  let number = 0;

  async function sendOne(): Promise<void> {
    const kind = KINDS[number % KINDS.length]!;
    const prompt = writePrompt(kind, Math.floor(number++ / KINDS.length));
    const answer = await fetch(`${url}/v1/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ model: route, messages: [{ role: 'user', content: prompt }] }),
    });
    await answer.arrayBuffer();
    if (!answer.ok) throw new Error(`a request was answered with ${answer.status}`);
    tally.requests++;
    tally.cost += Number(answer.headers.get('x-wb-cost-usd'));
    const models = tally.recent.get(kind)!;
    const model = answer.headers.get('x-wb-model') ?? '?';
    models.set(model, (models.get(model) ?? 0) + 1);
  }

  async function sendOn(): Promise<void> {
    const pauseMs = (1000 * CONCURRENCY) / perSecond;
    while (running) {
      const startedAt = performance.now();
      await sendOne();
      const rest = startedAt + pauseMs - performance.now();
      if (rest > 0) await new Promise((resolve) => setTimeout(resolve, rest));
    }
  }

  const senders = Array.from({ length: CONCURRENCY }, sendOn);
  const ended = Promise.all(senders);
  ended.catch(() => undefined); // told to whoever stops the traffic
  return {
    tally,
    takeRecent() {
      const { recent } = tally;
      tally.recent = noCounts();
      return recent;
    },
    async stop() {
      running = false;
      await ended;
    },
  };
}
