import type { Judge } from '../judges/complete.js';
import type { ScorerTools } from './scorer-definition.js';
import type { Subject } from './subject.js';

/** An output with nothing around it but what is given. */
export const subjectOf = (output: string, over: Partial<Subject> = {}): Subject => ({
  input: 'What is asked?',
  output,
  expectedOutput: null,
  metadata: {},
  toolCalls: [],
  latencyMs: null,
  cost: null,
  ...over,
});

export interface ScriptedJudge extends Judge {
  /** The bodies of all calls, with their steps. */
  calls: { step: string; body: Record<string, unknown> }[];
  /** All text of a call's messages. */
  textOf(call: number): string;
}

/** A judge that answers with the given texts in turn, then with the last again. */
export function scriptedJudge(
  answers: (string | ((prompt: string) => string))[],
  abilities: Partial<Judge['abilities']> = {},
): ScriptedJudge {
  const calls: ScriptedJudge['calls'] = [];
  const textOf = (call: number): string =>
    (calls[call]?.body.messages as { content: string }[]).map(({ content }) => content).join('\n');
  return {
    model: 'main/judge',
    abilities: { jsonSchema: false, logprobs: false, temperature: false, ...abilities },
    calls,
    textOf,
    complete(request) {
      const answer = answers[Math.min(calls.length, answers.length - 1)]!;
      calls.push(request);
      const content = typeof answer === 'string' ? answer : answer(textOf(calls.length - 1));
      const body = content.startsWith('{"choices"')
        ? content
        : JSON.stringify({ choices: [{ message: { role: 'assistant', content } }] });
      return Promise.resolve({ requestId: `req_${calls.length}`, body });
    },
  };
}

/** Tools whose judge is given and whose webhook gives a fixed answer. */
export const toolsWith = (
  judge: Judge | null,
  webhook = { status: 200, body: '{}' },
): ScorerTools => ({
  judge() {
    if (!judge) throw new Error('no judge was expected to be asked');
    return judge;
  },
  post: () => Promise.resolve(webhook),
});
