import { createHash } from 'node:crypto';
import type { Script } from '../fake-vendor/script.js';
import type { FakeCall, FakeVendor } from '../fake-vendor/start-fake-vendor.js';
import { CALLER_KEY } from './describe-vendor.js';

export const WORKSPACE = 'loop';
const STRONG = 'fake/strong';
export const CHEAP = 'fake/cheap';

export interface LoopTerms {
  requests: number;
  kills: number;
  minPairs: number;
  dailyLimit: string;
}

/** One auto route between two models, a judge, and a workspace that judges all of its traffic. */
export function renderConfiguration(
  vendor: FakeVendor,
  { minPairs, dailyLimit }: LoopTerms,
): object {
  const model = (id: string, output: string) => ({
    id,
    price: { input: '0', output },
    context: 128_000,
    max_output: 1_000,
  });
  return {
    version: 1,
    providers: [
      {
        id: 'fake',
        type: 'openai-compatible',
        base_url: `${vendor.url}/v1`,
        api_key: 'sk-fake-upstream',
        allow_private_network: true,
        models: [model('strong', '100'), model('cheap', '10'), model('judge', '1')],
      },
    ],
    categories: [{ name: 'alpha' }, { name: 'beta' }],
    routes: [
      {
        id: 'smart',
        strategy: 'auto',
        targets: [{ model: STRONG }, { model: CHEAP }],
        auto: { max_quality_loss: 0.05, min_pairs: minPairs, default: STRONG },
      },
    ],
    workspaces: [
      {
        id: WORKSPACE,
        keys: [{ name: 'caller', key: CALLER_KEY }],
        evals: {
          ...{ sample_rate: 1, judge: 'fake/judge', candidates: [CHEAP] },
          ...{ daily_limit: dailyLimit, max_quality_loss: 0.05 },
        },
      },
    ],
  };
}

/** What an answer is worth stands in it; in beta the cheap model is mostly worth less. */
export function scriptModels(vendor: FakeVendor): void {
  const answer = (call: FakeCall, worth: number): Script => ({
    text: `An answer to ${promptOf(call)} worth [${worth}].`,
    usage: { input: 20, output: 100 },
  });
  vendor.script('strong', (call) => answer(call, 8));
  vendor.script('cheap', (call) => {
    const prompt = promptOf(call);
    const luck = createHash('sha256').update(prompt).digest()[0]! / 256;
    if (prompt.startsWith('alpha')) return answer(call, luck < 0.05 ? 7 : luck > 0.95 ? 9 : 8);
    return answer(call, luck < 0.8 ? 3 : 8);
  });
  vendor.script('judge', (call) => {
    const worths = [...promptOf(call).matchAll(/worth \[(\d)\]/g)];
    const [a = 0, b = 0] = worths.map((match) => Number(match[1]));
    const verdict = a > b ? 'A' : b > a ? 'B' : 'tie';
    return {
      text: `A is worth ${a}, B ${b}.\nVerdict: ${verdict}`,
      usage: { input: 90, output: 20 },
    };
  });
}

function promptOf(call: FakeCall): string {
  const messages = call.body?.['messages'] as { role: string; content: string }[] | undefined;
  return messages?.find(({ role }) => role === 'user')?.content ?? '';
}

/**
 * Every prompt of a caller is its own, so the replay of one is the only call of its model with that
 * prompt which no caller made; a judge is asked twice about a pair, in both orders.
 */
export function countEvalCalls(
  { calls }: FakeVendor,
  callers: number,
): { evalCalls: number; repeated: number } {
  const seen = new Map<string, number>();
  for (const call of calls) {
    const name = call.raw.toString();
    seen.set(name, (seen.get(name) ?? 0) + 1);
  }
  let repeated = 0;
  for (const [name, times] of seen) {
    const allowed = timesAllowed(JSON.parse(name) as VendorBody);
    repeated += Math.max(0, times - allowed);
  }
  return { evalCalls: calls.length - callers, repeated };
}

interface VendorBody {
  model: string;
  messages: { content: string }[];
}

/** Both orders of two answers that are the same are the same question. */
function timesAllowed({ model, messages }: VendorBody): number {
  if (model !== 'judge') return 1;
  const answers = [...(messages.at(-1)?.content ?? '').matchAll(/An answer to .*/g)].map(String);
  return answers.length === 2 && answers[0] === answers[1] ? 2 : 1;
}
