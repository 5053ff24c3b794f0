import { isRecord } from '../scorers/subject.js';

/** A token of an answer and what else might have stood there. */
export interface Token {
  text: string;
  alternatives: readonly { text: string; logprob: number }[];
}

export interface Completion {
  /** Of the first choice. */
  text: string;
  /** Null: the model gave no probabilities. */
  tokens: readonly Token[] | null;
}

/** Reads a chat completion in OpenAI's form; what is not there is empty. */
export function readCompletion(body: string): Completion {
  const [choice] = listOf(parse(body), 'choices');
  const message = isRecord(choice) && isRecord(choice.message) ? choice.message : {};
  const content = message.content;
  const text =
    typeof content === 'string'
      ? content
      : listOf(message, 'content')
          .map((part) => (isRecord(part) && typeof part.text === 'string' ? part.text : ''))
          .join('');
  const tokens = listOf(isRecord(choice) ? choice.logprobs : null, 'content').map(readToken);
  return { text, tokens: tokens.length > 0 ? tokens : null };
}

function readToken(token: unknown): Token {
  return {
    text: isRecord(token) && typeof token.token === 'string' ? token.token : '',
    alternatives: listOf(token, 'top_logprobs').flatMap((entry) =>
      isRecord(entry) && typeof entry.token === 'string' && typeof entry.logprob === 'number'
        ? [{ text: entry.token, logprob: entry.logprob }]
        : [],
    ),
  };
}

function listOf(value: unknown, field: string): unknown[] {
  const list = isRecord(value) ? value[field] : null;
  return Array.isArray(list) ? list : [];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
