import { UpstreamError } from '../../providers/upstream-error.js';
import type { Json, JsonObject } from '../json/json.js';
import { isObject } from '../openai-chat/read-chat-call.js';

/** A prompt that Gemini blocks gets no candidate but a reason. */
export function readBlock(answer: JsonObject): UpstreamError | null {
  const reason = isObject(answer.promptFeedback) ? answer.promptFeedback.blockReason : undefined;
  if (
    typeof reason !== 'string' ||
    (Array.isArray(answer.candidates) && answer.candidates.length > 0)
  )
    return null;
  return new UpstreamError('content_policy', `the provider blocked the prompt (${reason})`, {
    code: reason,
  });
}

/** The parts of a candidate. */
export function partsOf(candidate: JsonObject): JsonObject[] {
  const parts = isObject(candidate.content) ? candidate.content.parts : null;
  return Array.isArray(parts) ? parts.filter(isObject) : [];
}

/** Gemini's `logprobsResult` in OpenAI's form; null: none. */
export function readLogprobs(result: Json | undefined): Json {
  if (!isObject(result) || !Array.isArray(result.chosenCandidates)) return null;
  const top = Array.isArray(result.topCandidates) ? result.topCandidates : [];
  const content = result.chosenCandidates.filter(isObject).map((chosen, index) => {
    const rank = top[index];
    const alternatives = isObject(rank) && Array.isArray(rank.candidates) ? rank.candidates : [];
    return { ...logprobOf(chosen), top_logprobs: alternatives.filter(isObject).map(logprobOf) };
  });
  return { content, refusal: null };
}

function logprobOf({ token, logProbability }: JsonObject): JsonObject {
  const text = typeof token === 'string' ? token : '';
  return { token: text, logprob: logProbability ?? null, bytes: [...Buffer.from(text)] };
}
