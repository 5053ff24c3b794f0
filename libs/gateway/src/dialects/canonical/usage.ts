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
}
