import { describe, expect, test } from '@jest/globals';
import { openrouter } from '../providers/openrouter.js';
import { readChatCall } from '../dialects/openai-chat/read-chat-call.js';
import type { AttemptOutcome } from './attempt-outcome.js';
import { type CostFacts, priceOutcome } from './price-outcome.js';

const call = readChatCall(Buffer.from('{"model":"m","messages":[{"role":"user","content":"Hi"}]}'));
const answered = (cost: object): AttemptOutcome => {
  const usage = { prompt_tokens: 10, completion_tokens: 5, ...cost };
  const choices = [{ index: 0, message: { content: 'Hi' }, finish_reason: 'stop' }];
  const raw = Buffer.from(JSON.stringify({ choices, usage }));
  const { body, usage: read, finishReason, model } = openrouter.chat.readAnswer(raw, call);
  return { kind: 'answer', httpStatus: 200, body, usage: read, finishReason, model, ttftMs: null };
};
const price = { input: 1_000_000n, output: 2_000_000n, cacheRead: null, cacheWrite: null };
const facts = (over: Partial<CostFacts>): CostFacts => ({
  ...{ price, isDeclared: false, hold: 999n, inputEstimate: 10, meteredOutput: 0, ...over },
});

describe('a vendor that says what it charges', () => {
  test.each<[string, object, Partial<CostFacts>, bigint]>([
    ['is believed over the catalogue', { cost: 0.00042 }, {}, 420_000n],
    ['is believed where no price is known', { cost: 0.00042 }, { price: null }, 420_000n],
    ['may charge nothing', { cost: 0 }, {}, 0n],
    ['yields to a price the operator wrote', { cost: 0.00042 }, { isDeclared: true }, 20n],
    [
      'charges beside the bill of an own key',
      { cost: 0.00001, is_byok: true, cost_details: { upstream_inference_cost: 0.0002 } },
      {},
      210_000n,
    ],
    ['and says nothing, is priced', {}, {}, 20n],
    ['and says rubbish, is priced', { cost: -1 }, {}, 20n],
  ])('%s', (_name, cost, over, charged) => {
    expect(priceOutcome(answered(cost), facts(over))).toEqual({
      outcome: 'billed',
      cost: charged,
      flags: [],
    });
  });
});
