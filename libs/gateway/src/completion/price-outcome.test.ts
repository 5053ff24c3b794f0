import { describe, expect, test } from '@jest/globals';
import { openrouter } from '../providers/openrouter.js';
import { readChatCall } from '../dialects/openai-chat/read-chat-call.js';
import { type AttemptOutcome, BUDGET_SPENT } from './attempt-outcome.js';
import { UpstreamError, type UpstreamErrorFacts } from '../providers/upstream-error.js';
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
    expect(priceOutcome(answered(cost), facts(over))).toMatchObject({
      outcome: 'billed',
      cost: charged,
      flags: [],
    });
  });
});

describe('an attempt without usage', () => {
  const failed = (over: Partial<UpstreamErrorFacts>, httpStatus: number) => ({
    ...{ kind: 'failure' as const, httpStatus, usage: null, ttftMs: null },
    failure: new UpstreamError('server_error', 'it failed', over),
  });
  const reported = { isReported: true };
  test.each<[string, AttemptOutcome, number, bigint]>([
    ['answered with a redirect is free', failed({ status: 302 }, 302), 0, 0n],
    ['answered with an error status is free', failed({ status: 500 }, 500), 0, 0n],
    ['answered with no content is free', failed({}, 204), 0, 0n],
    ['that is told of an error before any output is free', failed(reported, 200), 0, 0n],
    ['that is told of an error after output is charged for it', failed(reported, 200), 5, 20n],
    ['whose answer is of no use is charged its hold', failed({}, 200), 0, 999n],
    [
      'that was cut by its budget is charged what passed',
      { ...failed({}, 200), failure: BUDGET_SPENT },
      5,
      20n,
    ],
  ])('%s', (_, outcome, meteredOutput, cost) => {
    expect(priceOutcome(outcome, facts({ meteredOutput })).cost).toBe(cost);
  });
});

test('a stream that breaks off is charged for what passed, whatever usage it had told before', () => {
  const told = { inputTokens: 12, cachedTokens: 0, cacheWriteTokens: 0, reasoningTokens: 0 };
  const broken: AttemptOutcome = {
    ...{ kind: 'failure', httpStatus: 200, ttftMs: 1, usage: { ...told, outputTokens: 1 } },
    failure: BUDGET_SPENT,
  };
  expect(priceOutcome(broken, facts({ meteredOutput: 50 }))).toEqual({
    outcome: 'unknown',
    cost: 112n,
    flags: ['estimated_usage'],
    usage: { ...told, outputTokens: 50 },
  });
});
