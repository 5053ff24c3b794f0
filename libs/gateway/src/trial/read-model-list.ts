import type { Json } from '../dialects/json/json.js';
import { isObject } from '../dialects/openai-chat/read-chat-call.js';

/**
 * The names in a list of models, in whichever of the vendors' forms; null: it is no such list.
 * `{data: [{id}]}` of OpenAI and Anthropic, `{models: [{name: "models/…"}]}` of Google,
 * `{result: [{name}]}` of Cloudflare, a bare list of Together's.
 */
export function readModelList(body: Buffer): string[] | null {
  let parsed: Json;
  try {
    parsed = JSON.parse(body.toString()) as Json;
  } catch {
    return null;
  }
  const list = isObject(parsed) ? (parsed.data ?? parsed.models ?? parsed.result) : parsed;
  // Some answers tell about the key instead of models; that it was answered is all there is to know.
  if (isObject(list)) return [];
  if (!Array.isArray(list)) return null;
  return list.filter(isObject).flatMap(({ id, name }) => {
    const named = typeof name === 'string' ? name : id;
    const known = typeof id === 'string' && !/^[0-9a-f-]{36}$/.test(id) ? id : named;
    return typeof known === 'string' ? [known.replace(/^models\//, '')] : [];
  });
}
