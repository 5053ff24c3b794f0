import type { Usage, UsageDetails } from '../canonical/usage.js';
import type { Json } from '../json/json.js';
import { isObject } from '../openai-chat/read-chat-call.js';
import { countOf } from '../openai-chat/read-usage.js';

/**
 * Gemini counts thoughts beside the candidates and tool-use prompts beside the prompt:
 * https://ai.google.dev/api/generate-content#UsageMetadata
 */
export function readGeminiUsage(usage: Json | undefined): Usage | null {
  if (!isObject(usage)) return null;
  const reasoning = countOf(usage.thoughtsTokenCount);
  const inputTokens = countOf(usage.promptTokenCount) + countOf(usage.toolUsePromptTokenCount);
  const details = readDetails(
    countsOf(usage.promptTokensDetails),
    countsOf(usage.cacheTokensDetails),
    countsOf(usage.candidatesTokensDetails),
  );
  return {
    inputTokens,
    cachedTokens: Math.min(countOf(usage.cachedContentTokenCount), inputTokens),
    cacheWriteTokens: 0,
    outputTokens: countOf(usage.candidatesTokenCount) + reasoning,
    reasoningTokens: reasoning,
    ...(details && { details }),
  };
}

/** `ModalityTokenCount[]` by modality; documents are billed as images. */
type Modalities = Partial<Record<string, number>>;

function countsOf(list: Json | undefined): Modalities {
  const counts: Modalities = {};
  if (!Array.isArray(list)) return counts;
  for (const entry of list) {
    if (!isObject(entry) || typeof entry.modality !== 'string') continue;
    const modality = entry.modality === 'DOCUMENT' ? 'IMAGE' : entry.modality;
    counts[modality] = (counts[modality] ?? 0) + countOf(entry.tokenCount);
  }
  return counts;
}

/** Absent when everything was text. */
function readDetails(
  input: Modalities,
  cached: Modalities,
  output: Modalities,
): UsageDetails | null {
  const details: UsageDetails = {
    ...(input.AUDIO && { audioInputTokens: input.AUDIO }),
    ...(input.IMAGE && { imageInputTokens: input.IMAGE }),
    ...(input.VIDEO && { videoInputTokens: input.VIDEO }),
    ...(cached.AUDIO && { audioCachedTokens: cached.AUDIO }),
    ...(cached.IMAGE && { imageCachedTokens: cached.IMAGE }),
    ...(output.AUDIO && { audioOutputTokens: output.AUDIO }),
    ...(output.IMAGE && { imageOutputTokens: output.IMAGE }),
    ...(output.VIDEO && { videoOutputTokens: output.VIDEO }),
  };
  return Object.keys(details).length > 0 ? details : null;
}
