/**
 * The attribute names of OpenTelemetry's GenAI conventions that we emit: the one place they are
 * spelled. Source: github.com/open-telemetry/semantic-conventions-genai, where every `gen_ai.*`
 * is still in development, so a rename there is one line here.
 */
export const GENAI = {
  operation: 'gen_ai.operation.name',
  provider: 'gen_ai.provider.name',
  conversation: 'gen_ai.conversation.id',
  requestModel: 'gen_ai.request.model',
  maxTokens: 'gen_ai.request.max_tokens',
  temperature: 'gen_ai.request.temperature',
  topP: 'gen_ai.request.top_p',
  seed: 'gen_ai.request.seed',
  stream: 'gen_ai.request.stream',
  choiceCount: 'gen_ai.request.choice.count',
  stopSequences: 'gen_ai.request.stop_sequences',
  responseId: 'gen_ai.response.id',
  responseModel: 'gen_ai.response.model',
  finishReasons: 'gen_ai.response.finish_reasons',
  timeToFirstChunk: 'gen_ai.response.time_to_first_chunk',
  inputTokens: 'gen_ai.usage.input_tokens',
  outputTokens: 'gen_ai.usage.output_tokens',
  cacheReadTokens: 'gen_ai.usage.cache_read.input_tokens',
  cacheCreationTokens: 'gen_ai.usage.cache_creation.input_tokens',
  reasoningTokens: 'gen_ai.usage.reasoning.output_tokens',
} as const;

/** Stable names outside the GenAI conventions. */
export const GENERAL = {
  errorType: 'error.type',
  serviceName: 'service.name',
  serviceVersion: 'service.version',
  serviceInstance: 'service.instance.id',
  userId: 'user.id',
} as const;

/** Facts that only a gateway has. */
export const WEIGHBRIDGE = {
  requestId: 'weighbridge.request.id',
  workspace: 'weighbridge.workspace',
  providerId: 'weighbridge.provider.id',
  route: 'weighbridge.route',
  strategy: 'weighbridge.strategy',
  category: 'weighbridge.category',
  attempts: 'weighbridge.attempts',
  cost: 'weighbridge.cost_usd',
  overhead: 'weighbridge.overhead_us',
  tags: 'weighbridge.tags',
} as const;
