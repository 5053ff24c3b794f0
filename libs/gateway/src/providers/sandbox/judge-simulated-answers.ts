import type { Json, JsonObject } from '../../dialects/json/json.js';
import { isObject } from '../../dialects/openai-chat/read-chat-call.js';
import { checkSimulatedAnswer } from './check-simulated-answer.js';
import { type Random, seededRandom } from './seeded-random.js';

/** A judge sees a right answer as wrong, or the reverse, this often. */
const MISTAKES = 0.04;
/** `<<<name WORD … WORD name>>>`: how judges are shown what they judge. */
const FENCED = /<<<([\w-]{1,40}) ([0-9a-f]{8,64})\n([\s\S]*?)\n\2 \1>>>/g;

/**
 * The verdict of a simulated model on simulated answers; null: the prompt asks for none. It knows what
 * right answers look like, and is mistaken now and then, the same way about the same answer.
 */
export function judgeSimulatedAnswers(
  prompt: string,
  body: JsonObject,
  seed: (string | number)[],
): string | null {
  const shown = readFenced(prompt);
  const request = shown.get('request') ?? shown.get('input');
  if (request === undefined) return null;
  const believe = (answer: string): boolean | null =>
    believeWith(seededRandom(...seed, request, answer), request, answer);
  const [a, b, output] = [shown.get('answer-A'), shown.get('answer-B'), shown.get('output')];
  if (a !== undefined && b !== undefined) {
    const verdict = compare(believe(a), believe(b));
    return write(body, `Answer A ${sayOf(believe(a))}; answer B ${sayOf(believe(b))}.`, verdict);
  }
  if (output === undefined) return null;
  const passes = believe(output);
  return write(body, `The answer ${sayOf(passes)}.`, gradeBy(schemaOf(body), passes ?? true));
}

function readFenced(prompt: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const [, name, , text] of prompt.matchAll(FENCED))
    if (!found.has(name!)) found.set(name!, text!);
  return found;
}

function believeWith(random: Random, request: string, answer: string): boolean | null {
  const truth = checkSimulatedAnswer(request, answer);
  return truth === null || random() >= MISTAKES ? truth : !truth;
}

const compare = (a: boolean | null, b: boolean | null): Json =>
  a === b || a === null || b === null ? 'tie' : a ? 'A' : 'B';

const sayOf = (right: boolean | null): string =>
  right === null ? 'is not one that can be checked' : right ? 'is right' : 'is wrong';

/** A verdict of the type asked for: the best or the worst the schema allows. */
function gradeBy(schema: JsonObject | null, passes: boolean): Json {
  const labels = schema?.enum;
  if (Array.isArray(labels) && labels.length > 0) return passes ? labels[0]! : labels.at(-1)!;
  if (schema?.type !== 'number') return passes;
  return passes ? (schema.maximum ?? 1) : (schema.minimum ?? 0);
}

/** Of the field `verdict` in the answer's JSON schema. */
function schemaOf(body: JsonObject): JsonObject | null {
  let found: Json | undefined = body.response_format;
  for (const name of ['json_schema', 'schema', 'properties', 'verdict'])
    found = isObject(found) ? found[name] : undefined;
  return isObject(found) ? found : null;
}

function write(body: JsonObject, reason: string, verdict: Json): string {
  return schemaOf(body)
    ? JSON.stringify({ reason: `${reason} (simulated)`, verdict })
    : `${reason} (simulated)\nVerdict: ${String(verdict)}`;
}
