import type { Capability } from '@weighbridge/contracts/config/provider';
import type { ChatCall } from '../dialects/openai-chat/chat-call.js';
import { isObject } from '../dialects/openai-chat/read-chat-call.js';
import { unsupported } from '../dialects/openai-chat/read-chat-request.js';
import type { ProviderAdapter } from './provider-adapter.js';

/** The field of a request that asks for something. */
const FIELD_OF: Readonly<Partial<Record<Capability, string>>> = {
  tools: 'tools',
  json_schema: 'response_format',
  logprobs: 'logprobs',
};

/**
 * Refuses what a vendor cannot do at all, instead of letting it ignore a part of the request.
 * @throws ApiError `unknown_parameter` naming the field
 */
export function refuseLacking(
  call: ChatCall,
  { type, lacks }: Pick<ProviderAdapter, 'type' | 'lacks'>,
): void {
  for (const need of call.needs)
    if (lacks[need] !== undefined) throw unsupported(FIELD_OF[need] ?? 'messages', type);
  if (lacks.image_urls === undefined || !call.needs.includes('vision')) return;
  const at = findImageUrl(call);
  if (at !== null) throw unsupported(at, `${type} takes images as data only and`);
}

/** Where the request holds an image by address; null: nowhere. */
function findImageUrl({ body }: ChatCall): string | null {
  const messages = Array.isArray(body.messages) ? body.messages : [];
  for (const [index, message] of messages.entries()) {
    if (!isObject(message) || !Array.isArray(message.content)) continue;
    const part = message.content.findIndex(
      (item) =>
        isObject(item) &&
        isObject(item.image_url) &&
        typeof item.image_url.url === 'string' &&
        !item.image_url.url.startsWith('data:'),
    );
    if (part >= 0) return `messages[${index}].content[${part}].image_url.url`;
  }
  return null;
}
