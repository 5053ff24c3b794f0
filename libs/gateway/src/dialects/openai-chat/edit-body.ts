import type { Json, JsonObject } from '../json/json.js';
import { isObject } from './read-chat-call.js';

/** New values of top-level fields; undefined takes a field out. */
export type BodyEdits = Record<string, Json | undefined>;

/** What a vendor's wire differs in from the caller's body; `model` is the upstream's name. */
export type EditBody = (body: JsonObject, model: string) => BodyEdits;

/** One edit after the other, each seeing what the ones before it made. */
export const editInTurn =
  (...edits: EditBody[]): EditBody =>
  (body, model) => {
    let made: BodyEdits = {};
    for (const edit of edits)
      made = { ...made, ...edit({ ...body, ...made } as JsonObject, model) };
    return made;
  };

/** A field that the vendor knows by another name. */
export const renameField =
  (from: string, to: string): EditBody =>
  (body) =>
    body[from] === undefined ? {} : { [from]: undefined, [to]: body[from] };

/** OpenAI's newer name, which most other vendors do not know. */
export const renameMaxTokens = renameField('max_completion_tokens', 'max_tokens');

/** Fields that the vendor refuses and that no answer changes its shape by. */
export const dropFields =
  (...names: string[]): EditBody =>
  () =>
    Object.fromEntries(names.map((name) => [name, undefined]));

/** Each message as the vendor wants it; the edit is empty when none changed. */
export const mapMessages =
  (change: (message: JsonObject) => JsonObject): EditBody =>
  ({ messages }) => {
    if (!Array.isArray(messages)) return {};
    const changed = messages.map((message) => (isObject(message) ? change(message) : message));
    return changed.every((message, index) => message === messages[index])
      ? {}
      : { messages: changed };
  };

/** `developer` is OpenAI's name for what everybody else calls `system`. */
export const developerAsSystem = mapMessages((message) =>
  message.role === 'developer' ? { ...message, role: 'system' } : message,
);

/** For vendors that follow OpenAI as it was before `max_completion_tokens` and `developer`. */
export const asBeforeRenaming = editInTurn(renameMaxTokens, developerAsSystem);
