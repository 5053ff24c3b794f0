import { isDeepStrictEqual } from 'node:util';
import { quoted } from './expected-of.js';
import { parseContent } from './parse-output.js';
import { full, partial, type Score, Unscorable } from './score.js';
import type { ScorerDefinition } from './scorer-definition.js';
import { isRecord, type Subject, type ToolCall } from './subject.js';

interface WantedCall {
  /** Null: any tool. */
  name: string | null;
  arguments: Record<string, unknown>;
}

/** The tools that should have been called were, with the arguments they should have had. */
export const toolCall: ScorerDefinition<'tool_call'> = {
  score({ name, arguments: wantedArguments }, subject) {
    const isGiven = name !== undefined || wantedArguments !== undefined;
    const wanted = isGiven
      ? [{ name: name ?? null, arguments: wantedArguments ?? {} }]
      : readExpected(subject);
    const scores = wanted.map((call) => bestScore(call, subject.toolCalls));
    const value = scores.reduce((sum, score) => sum + (score.value ?? 0), 0) / scores.length;
    if (value === 1) return full(scores.map(({ reason }) => reason).join('; '));
    const faults = scores.flatMap(({ feedback }) => feedback ?? []);
    return partial(value, faults.join('; '));
  },
};

/** `{name, arguments}`, a list of them, or nothing: then any call will do. */
function readExpected({ expectedOutput }: Subject): WantedCall[] {
  if (expectedOutput === null || expectedOutput === undefined)
    return [{ name: null, arguments: {} }];
  const value = typeof expectedOutput === 'string' ? readText(expectedOutput) : expectedOutput;
  const calls = (Array.isArray(value) ? value : [value]).map((call): WantedCall => {
    if (!isRecord(call) || typeof call.name !== 'string')
      throw new Unscorable('the expected output is no tool call: give {name, arguments}');
    return { name: call.name, arguments: isRecord(call.arguments) ? call.arguments : {} };
  });
  if (calls.length === 0) throw new Unscorable('the expected output names no tool call');
  return calls;
}

/** JSON, or the name of a tool. */
function readText(text: string): unknown {
  const parsed = parseContent(text);
  return parsed.ok && typeof parsed.value === 'object' ? parsed.value : { name: text.trim() };
}

function bestScore(wanted: WantedCall, calls: readonly ToolCall[]): Score {
  const tool = wanted.name ?? 'a tool';
  const named = calls.filter(({ name }) => wanted.name === null || name === wanted.name);
  const scores = named.map((call) => scoreArguments(wanted, call));
  const [best] = scores.toSorted((a, b) => b.value! - a.value!);
  if (best) return best;
  const called = calls.map(({ name }) => quoted(name)).join(', ') || 'none';
  return partial(0, `${tool} was not called; called: ${called}`);
}

function scoreArguments(wanted: WantedCall, call: ToolCall): Score {
  const names = Object.keys(wanted.arguments);
  const given = parseContent(call.arguments || '{}');
  if (!given.ok || !isRecord(given.value))
    return partial(0, `the arguments of ${call.name} are no JSON object`);
  const { value } = given;
  const wrong = names.filter((name) => !isDeepStrictEqual(value[name], wanted.arguments[name]));
  if (wrong.length === 0) return full(`${call.name} was called`);
  const faults = wrong.map(
    (name) =>
      `${call.name}: ${name} is ${quoted(JSON.stringify(value[name]) ?? 'missing')}, expected ${quoted(JSON.stringify(wanted.arguments[name]))}`,
  );
  return partial((names.length - wrong.length) / names.length, faults.join('; '));
}
