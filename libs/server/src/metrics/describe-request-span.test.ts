import { expect, test } from '@jest/globals';
import { sampleRequest } from '@weighbridge/testing/records/sample-records';
import { describeRequestSpan, type ServedRequest } from './describe-request-span.js';

const RECORD = sampleRequest({
  createdAt: 1_790_000_000_000,
  latencyMs: 250,
  body: 'a secret prompt',
  answer: 'a secret answer',
});
const REQUEST: ServedRequest = {
  call: {
    operation: 'chat',
    body: { temperature: 0.5, stop: 'END', seed: 'not a number', messages: 'a secret prompt' },
    maxOutputTokens: null,
    stream: true,
    choices: 1,
  },
  trace: { flags: 1 },
  target: { model: 'gpt-4o-mini', provider: { type: 'openai' } },
  usage: {
    inputTokens: 11,
    cachedTokens: 3,
    cacheWriteTokens: 1,
    outputTokens: 7,
    reasoningTokens: 2,
  },
};

test('a served request is described without a word of its texts', () => {
  const facts = describeRequestSpan(REQUEST, RECORD);
  expect(facts).toMatchObject({
    endedAt: 1_790_000_000_250,
    providerType: 'openai',
    providerId: 'main',
    parameters: { temperature: 0.5, stopSequences: ['END'], stream: true, choiceCount: 1 },
    usage: { inputTokens: 11, cacheReadTokens: 3, cacheCreationTokens: 1, reasoningTokens: 2 },
    finishReasons: ['stop'],
  });
  expect(facts.parameters).not.toMatchObject({ seed: expect.anything() });
  expect(JSON.stringify({ ...facts, cost: null })).not.toContain('secret');
});

test('a request that reached no target has neither model nor usage of an answer', () => {
  const refused = describeRequestSpan(
    { ...REQUEST, target: null, usage: null },
    { ...RECORD, provider: null, finishReason: null, errorCode: 'budget_exceeded' },
  );
  expect(refused).toMatchObject({
    providerType: null,
    responseModel: null,
    usage: null,
    finishReasons: [],
    errorCode: 'budget_exceeded',
  });
});
