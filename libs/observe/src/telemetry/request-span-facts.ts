/**
 * What the exported span of one finished request says. No prompt and no completion text: where a
 * trace goes is the operator's choice, what a caller wrote is not theirs to send along.
 */
export interface RequestSpanFacts {
  requestId: string;
  /** 32 lower-case hex digits. */
  traceId: string;
  /** 16 lower-case hex digits. */
  spanId: string;
  /** The caller's span from its `traceparent`; null: the trace begins here. */
  parentSpanId: string | null;
  /** The flags byte of the caller's `traceparent`, or `SAMPLED`. */
  traceFlags: number;
  /** Milliseconds since the Unix epoch, with a fraction. */
  startedAt: number;
  endedAt: number;

  operation: 'chat' | 'text_completion' | 'embeddings';
  workspace: string;
  /** The `model` the caller asked for: a route or a model name. */
  requestModel: string;
  /** The type of the provider that served (`openai`), as the conventions name systems; null: none did. */
  providerType: string | null;
  /** The provider's id in the configuration. */
  providerId: string | null;
  responseModel: string | null;
  responseId?: string | null;
  route: string | null;
  strategy: string | null;
  category?: string | null;
  user?: string | null;
  session?: string | null;
  tags?: readonly string[];
  attempts: number;

  parameters?: RequestParameters;
  usage?: RequestUsage | null;
  finishReasons?: readonly string[];
  /** The error's code; null or absent: the request succeeded. */
  errorCode?: string | null;
  /** Milliseconds to the first output. */
  ttftMs?: number | null;
  /** Integer nano-USD. */
  cost?: bigint | null;
  overheadUs?: number | null;
}

export interface RequestParameters {
  maxTokens?: number;
  temperature?: number;
  topP?: number;
  seed?: number;
  stream?: boolean;
  choiceCount?: number;
  stopSequences?: string[];
}

/** Token counts; input includes cached, output includes reasoning tokens. */
export interface RequestUsage {
  inputTokens: number;
  outputTokens: number;
  cacheReadTokens?: number;
  cacheCreationTokens?: number;
  reasoningTokens?: number;
}
