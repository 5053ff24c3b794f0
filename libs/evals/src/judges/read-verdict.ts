/** What a judge decided, read from its answer. */
export interface Verdict<Value> {
  value: Value;
  reason: string;
}

/** Turns the raw verdict (text, number, boolean) into a value; undefined: it is none. */
export type ReadValue<Value> = (raw: unknown) => Value | undefined;

/** The field asked for comes first; the others are what models write instead of it. */
const VERDICT_FIELDS = [
  'verdict',
  'score',
  'winner',
  'label',
  'rating',
  'grade',
  'answer',
  'result',
  'choice',
  'value',
  'pass',
  'passed',
];
const REASON_FIELDS = ['reason', 'reasoning', 'explanation', 'rationale', 'feedback', 'comment'];
/** `Verdict: A`, also in Markdown: `**Verdict:** A.` */
const VERDICT_LINE =
  /^[\s*_#>`-]{0,16}verdict[\s*_`]{0,8}[:=][\s*_`"'[(]{0,8}([^\n]{1,300}?)[\s*_`"'\]).!]{0,8}$/i;
/** From behind, so many braces are tried as the beginning of the object that ends the answer. */
const MAX_BRACES = 64;
const MAX_OBJECT = 100_000;
/** What may follow the object: the end of its Markdown fence. */
const IS_END = /^[\s`*.]*$/;
const MAX_END = 32;

/**
 * Reads a judge's answer: its last line `Verdict: …`, else the JSON object at its end, fenced or not.
 * Only the end counts, because the reasoning before may quote what was judged. Null: no verdict.
 */
export function readVerdict<Value>(
  answer: string,
  readValue: ReadValue<Value>,
): Verdict<Value> | null {
  const text = answer.trim();
  return readLine(text, readValue) ?? readObject(text, readValue);
}

function readLine<Value>(text: string, readValue: ReadValue<Value>): Verdict<Value> | null {
  const start = text.lastIndexOf('\n') + 1;
  const found = VERDICT_LINE.exec(text.slice(start, start + 400));
  const value = found && start + 400 >= text.length ? readValue(found[1]!.trim()) : undefined;
  return value === undefined ? null : { value, reason: text.slice(0, start).trim() };
}

function readObject<Value>(text: string, readValue: ReadValue<Value>): Verdict<Value> | null {
  const end = text.lastIndexOf('}');
  if (!IS_END.test(text.slice(end + 1, end + 1 + MAX_END)) || text.length > end + 1 + MAX_END)
    return null;
  const tail = text.slice(Math.max(0, end + 1 - MAX_OBJECT), end + 1);
  let start = tail.length;
  for (let tried = 0; tried < MAX_BRACES && start > 0; tried++) {
    start = tail.lastIndexOf('{', start - 1);
    if (start < 0) return null;
    const object = parseObject(tail.slice(start));
    if (object) return readFields(object, readValue);
  }
  return null;
}

function readFields<Value>(
  object: Record<string, unknown>,
  readValue: ReadValue<Value>,
): Verdict<Value> | null {
  const field = VERDICT_FIELDS.find((name) => Object.hasOwn(object, name));
  const value = field === undefined ? undefined : readValue(object[field]);
  if (value === undefined) return null;
  const reasons = REASON_FIELDS.map((name) => object[name]);
  const reason = reasons.find((candidate) => typeof candidate === 'string');
  return { value, reason: (reason as string | undefined) ?? '' };
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return null;
  }
}

const scalarText = (raw: unknown): string =>
  typeof raw === 'object' || raw === undefined ? '' : String(raw).trim();

const YES = /^(?:true|pass(?:ed)?|yes|1|correct)$/i;
const NO = /^(?:false|fail(?:ed)?|no|0|incorrect)$/i;

/** Pass or fail. */
export const readBoolean: ReadValue<boolean> = (raw) => {
  const text = scalarText(raw);
  if (YES.test(text)) return true;
  return NO.test(text) ? false : undefined;
};

/** A number between two ends; `4/5` is 4. */
export const readNumber =
  (min: number, max: number): ReadValue<number> =>
  (raw) => {
    const found = /^(-?\d{1,15}(?:\.\d{1,15})?)\s*(?:\/\s*\d{1,15})?$/.exec(scalarText(raw));
    const value = found ? Number(found[1]) : Number.NaN;
    return value >= min && value <= max ? value : undefined;
  };

/** One of some labels, in any case. */
export const readLabel =
  (labels: readonly string[]): ReadValue<string> =>
  (raw) => {
    const text = scalarText(raw);
    return (
      labels.find((label) => label === text) ??
      labels.find((label) => label.toLowerCase() === text.toLowerCase())
    );
  };
