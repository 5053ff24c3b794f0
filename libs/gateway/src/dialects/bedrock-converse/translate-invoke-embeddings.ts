import { ApiError } from '@weighbridge/contracts/errors/api-error';
import type { EmbeddingsAnswer } from '../../providers/provider-adapter.js';
import type { Json, JsonObject } from '../json/json.js';
import type { EmbeddingsCall } from '../openai-chat/embeddings-call.js';
import { isObject } from '../openai-chat/read-chat-call.js';
import { readEmbeddingInputs } from '../openai-chat/read-embedding-inputs.js';
import { parseAnswer } from '../openai-chat/read-passthrough-answer.js';
import { countOf } from '../openai-chat/read-usage.js';
import { writeEmbeddingList } from '../openai-chat/write-embedding-list.js';

/**
 * Bedrock has no common form for embeddings: each family has its own body below `invoke`.
 * https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-titan-embed-text.html
 * https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-embed.html (Cohere)
 * @throws ApiError `invalid_request` for several texts where the family takes one, and for a family
 *   that is not known here
 */
export function writeInvokeEmbeddings(call: EmbeddingsCall, model: string): JsonObject {
  const texts = readEmbeddingInputs(call);
  const { dimensions, input_type: inputType } = call.body;
  if (model.includes('cohere.embed'))
    return {
      texts,
      input_type: typeof inputType === 'string' ? inputType : 'search_document',
      ...(typeof dimensions === 'number' && { output_dimension: dimensions }),
    };
  if (!model.includes('amazon.titan-embed'))
    throw new ApiError('invalid_request', `${model} makes no embeddings here`, { param: 'model' });
  if (texts.length > 1)
    throw new ApiError('invalid_request', `${model} takes one text a request`, { param: 'input' });
  return { inputText: texts[0]!, ...(typeof dimensions === 'number' && { dimensions }) };
}

/**
 * Titan answers with one vector and counts its tokens, Cohere with a list, or with a list by type.
 * @throws UpstreamError `invalid` when a vector is missing
 */
export function readInvokeEmbeddings(raw: Buffer, call: EmbeddingsCall): EmbeddingsAnswer {
  const { embedding, embeddings, inputTextTokenCount: count } = parseAnswer(raw);
  if (embedding !== undefined)
    return writeEmbeddingList([embedding], call, count === undefined ? null : countOf(count));
  const list: Json | undefined = isObject(embeddings) ? embeddings.float : embeddings;
  return writeEmbeddingList(Array.isArray(list) ? list : null, call, null);
}
