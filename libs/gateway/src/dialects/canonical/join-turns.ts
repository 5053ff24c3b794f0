import type { JsonObject } from '../json/json.js';
import type { ChatMessage } from './chat-message.js';

/** Consecutive messages of one side. */
export interface Turn {
  role: 'user' | 'assistant';
  parts: JsonObject[];
}

/**
 * The conversation with neighbours of one role joined, for vendors that want roles to take turns;
 * system messages are left out, tool results belong to the user's side, empty messages vanish.
 */
export function joinTurns(
  messages: ChatMessage[],
  partsOf: (message: Exclude<ChatMessage, { role: 'system' }>, index: number) => JsonObject[],
): Turn[] {
  const turns: Turn[] = [];
  messages.forEach((message, index) => {
    if (message.role === 'system') return;
    const role = message.role === 'assistant' ? 'assistant' : 'user';
    const parts = partsOf(message, index);
    const open = turns.at(-1);
    if (open?.role === role) open.parts.push(...parts);
    else if (parts.length > 0) turns.push({ role, parts });
  });
  return turns;
}
