import { createHash } from 'node:crypto';

/** Vendors cache prompts from about 1,024 tokens on; below that there is nothing to return to. */
const LEAST_BYTES = 4_096;
/** The beginning of a body: system prompt and first turns, equal in every turn of a conversation. */
const PREFIX_BYTES = 2_048;

/**
 * What makes two requests parts of one conversation: the session the caller names, else a long
 * prompt that begins alike; null: neither.
 * @param place keeps conversations of different workspaces and routes apart
 */
export function conversationOf(
  place: string,
  sessionId: string | null,
  body: Buffer,
): string | null {
  if (sessionId !== null) return `${place} session ${sessionId}`;
  if (body.length < LEAST_BYTES) return null;
  const prefix = createHash('sha1').update(body.subarray(0, PREFIX_BYTES)).digest('base64url');
  return `${place} prefix ${prefix}`;
}
