/** Tokens of a chat completion as its `usage` tells them; 0 where it does not. */
export function readTokens(answer: string): { inputTokens: number; outputTokens: number } {
  const { usage } = JSON.parse(answer) as {
    usage?: { prompt_tokens?: number; completion_tokens?: number };
  };
  return { inputTokens: usage?.prompt_tokens ?? 0, outputTokens: usage?.completion_tokens ?? 0 };
}
