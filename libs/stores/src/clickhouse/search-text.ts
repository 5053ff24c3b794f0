/** A string of a JSON document; as a key it goes with its colon, as a value it stays. */
const STRING = String.raw`"(?:[^"\\\\]|\\\\.)*"`;
const withoutKeys = (column: string): string =>
  String.raw`replaceRegexpAll(${column}, '${STRING}\\s*:|(${STRING})', '\\1')`;

const holds = (text: string): string =>
  `multiSearchAnyCaseInsensitiveUTF8(${text}, {texts:Array(String)})`;

/** Most rows do not hold the words at all: only the others are worth telling keys from values. */
const says = (column: string): string => {
  const text = `ifNull(${column}, '')`;
  return `(${holds(text)} AND ${holds(withoutKeys(text))})`;
};

/** Rows with an id or a trace's id, or with words of the prompt, the answer or the error message. */
export const SAYS_TEXT = `(id = {text:String} OR trace_id = {text:String}
  OR ${says('input')} OR ${says('output')}
  OR positionCaseInsensitiveUTF8(error_message, {text:String}) > 0)`;

/** Prompts and answers are stored as the JSON they were sent in: words are written in it in several ways. */
export function textValues(text: string): { text: string; texts: string[] } {
  const written = JSON.stringify(text).slice(1, -1);
  const inAscii = written.replace(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return { text, texts: [...new Set([text, written, inAscii])] };
}
