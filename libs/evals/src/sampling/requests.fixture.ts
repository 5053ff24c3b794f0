import type { FinishedRequest, JudgeableRequest } from './finished-request.js';

/** An answered chat completion of the workspace `acme`. */
export const finishedRequest = (more: Partial<FinishedRequest> = {}): FinishedRequest => ({
  workspaceId: 'acme',
  id: 'req_1',
  startedAt: 1_000,
  arrivedAt: 2_000,
  operation: 'chat',
  status: 'ok',
  httpStatus: 200,
  category: '',
  route: '',
  provider: 'fake',
  model: 'strong',
  tags: [],
  traceId: 'trace_1',
  sessionId: '',
  ...more,
});

/** The same with what was said. */
export const judgeableRequest = (more: Partial<JudgeableRequest> = {}): JudgeableRequest => ({
  ...finishedRequest(),
  cost: 1_000_000n,
  latencyMs: 500,
  inputTokens: 10,
  outputTokens: 20,
  body: JSON.stringify({ model: 'smart', messages: [{ role: 'user', content: 'Hi?' }] }),
  answer: chatAnswer('Hello.'),
  ...more,
});

/** A chat completion as a caller gets it. */
export const chatAnswer = (content: string): string =>
  JSON.stringify({
    choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 10, completion_tokens: 20 },
  });
