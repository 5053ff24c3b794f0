import type { NanoUsd } from '@weighbridge/kernel/money';

/**
 * Tokens of one answer in OpenAI's sense: `inputTokens` includes the cached part, `outputTokens`
 * includes the reasoning part. Vendors that count otherwise are converted in their dialect.
 */
export interface Usage {
  inputTokens: number;
  /** The part of the input that the vendor read from its prompt cache. */
  cachedTokens: number;
  /** The part of the input that the vendor wrote to its prompt cache, where it says so. */
  cacheWriteTokens: number;
  outputTokens: number;
  reasoningTokens: number;
  /** What the vendor itself says that it charges for this answer; absent: it does not say. */
  statedCost?: NanoUsd;
  /** Parts with a price of their own at some vendors; absent where none was reported. */
  details?: UsageDetails;
}

/** Tokens are parts of the counts above, never beside them. */
export interface UsageDetails {
  /** Of what was written to a cache: to one that lasts an hour. */
  cacheWriteLongTokens?: number;
  audioInputTokens?: number;
  /** Of the audio input: read from a cache. */
  audioCachedTokens?: number;
  imageInputTokens?: number;
  imageCachedTokens?: number;
  videoInputTokens?: number;
  audioOutputTokens?: number;
  imageOutputTokens?: number;
  videoOutputTokens?: number;
  /** Of the output: quoted sources (Perplexity). */
  citationTokens?: number;
  /** How often the vendor searched the web. */
  webSearches?: number;
}
