import type { NanoUsd } from '@weighbridge/kernel/money';

export interface ToolCall {
  name: string;
  /** JSON text, as the model wrote it. */
  arguments: string;
}

/** What is scored. */
export interface Subject {
  /** What was asked: text, or as a dataset item has it. */
  input: unknown;
  /** The whole text of the answer. */
  output: string;
  /** Text or any JSON value; null: nothing is known to be right. */
  expectedOutput: unknown;
  metadata: Readonly<Record<string, unknown>>;
  toolCalls: readonly ToolCall[];
  latencyMs: number | null;
  cost: NanoUsd | null;
}

/** A value as text: text as it is, messages as a conversation, everything else as JSON. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === undefined || value === null) return '';
  const messages = isRecord(value) && Array.isArray(value.messages) ? value.messages : null;
  if (!messages) return JSON.stringify(value);
  return messages
    .map((message) => {
      const { role, content } = isRecord(message) ? message : {};
      return `${String(role)}: ${textOf(content)}`;
    })
    .join('\n\n');
}

/** A JSON object, not a list and not null. */
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
