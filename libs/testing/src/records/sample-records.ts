import type { IntentRecord } from '@weighbridge/contracts/records/intent-record';
import type { RequestRecord } from '@weighbridge/contracts/records/request-record';
import type { ScoreRecord } from '@weighbridge/contracts/records/score-record';
import type { SettleRecord } from '@weighbridge/contracts/records/settle-record';

/** What the four records of one request have in common. */
const CALLER = {
  workspaceId: 'acme',
  keyId: 'key_backend',
  keyName: 'backend',
  teamId: 'search',
  user: 'ada',
  sessionId: 'session-1',
  route: 'chat',
  strategy: 'priority',
  category: null,
  provider: 'main',
  model: 'gpt-4o-mini',
  stream: false,
  tags: ['web', 'beta'],
  traceId: '0af7651916cd43dd8448eb211c80319c',
  spanId: 'b7ad6b7169203331',
  parentSpanId: null,
} as const;

const SAMPLE_TIME = Date.UTC(2026, 10, 21, 12, 0, 0);

export const sampleIntent = (changes: Partial<IntentRecord> = {}): IntentRecord => ({
  ...CALLER,
  requestId: 'req_1',
  attempt: 1,
  createdAt: SAMPLE_TIME,
  hold: 1_000n,
  budgets: [],
  priceVersion: 'v1',
  ...changes,
});

export const sampleSettle = (changes: Partial<SettleRecord> = {}): SettleRecord => ({
  requestId: 'req_1',
  attempt: 1,
  workspaceId: CALLER.workspaceId,
  keyId: CALLER.keyId,
  provider: CALLER.provider,
  model: CALLER.model,
  outcome: 'billed',
  cost: 700n,
  hold: 1_000n,
  overshoot: 0n,
  budgets: [],
  priceVersion: 'v1',
  settledAt: SAMPLE_TIME + 800,
  ...changes,
});

export const sampleRequest = (changes: Partial<RequestRecord> = {}): RequestRecord => ({
  ...CALLER,
  id: 'req_1',
  createdAt: SAMPLE_TIME,
  requestedModel: 'chat',
  operation: 'chat',
  status: 'ok',
  httpStatus: 200,
  errorCode: null,
  errorMessage: null,
  finishReason: 'stop',
  inputTokens: 12,
  cachedTokens: 2,
  outputTokens: 30,
  reasoningTokens: 0,
  cost: 700n,
  flags: [],
  latencyMs: 812.5,
  ttftMs: null,
  overheadUs: 180,
  attemptCount: 1,
  attempts: '[]',
  decision: '',
  cache: 'bypass',
  metadata: '',
  body: '{"model":"chat","messages":[{"role":"user","content":"Grüße"}]}',
  answer: '{"choices":[]}',
  ...changes,
});

export const sampleScore = (changes: Partial<ScoreRecord> = {}): ScoreRecord => ({
  id: 'score_1',
  workspaceId: CALLER.workspaceId,
  requestId: 'req_1',
  traceId: null,
  name: 'helpful',
  value: 1,
  label: null,
  comment: null,
  source: 'api',
  keyId: CALLER.keyId,
  createdAt: SAMPLE_TIME + 2_000,
  ...changes,
});
