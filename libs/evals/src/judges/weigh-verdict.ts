import type { Token } from './read-completion.js';
import type { ReadValue } from './read-verdict.js';

/** Less of the probability than this on readable verdicts says nothing. */
const LEAST_MASS = 0.5;
const VERDICT_MARK = /"?verdict"?\s*[:=]\s*["*_ ]*$/i;

/**
 * The verdict weighed by its probabilities (G-Eval, arXiv 2303.16634): the mean over the tokens that
 * might have stood where the verdict stands. Null: no single token is the verdict.
 * @param valueOf what a verdict is worth; undefined: it is none
 */
export function weighVerdict(tokens: readonly Token[], valueOf: ReadValue<number>): number | null {
  const position = findVerdict(tokens, valueOf);
  if (position === null) return null;
  let mass = 0;
  let sum = 0;
  for (const { text, logprob } of tokens[position]!.alternatives) {
    const value = valueOf(strip(text));
    if (value === undefined) continue;
    const probability = Math.exp(logprob);
    mass += probability;
    sum += probability * value;
  }
  return mass < LEAST_MASS ? null : sum / mass;
}

/** The last token that is a whole verdict and stands behind the word, with nothing of it in the next. */
function findVerdict(tokens: readonly Token[], valueOf: ReadValue<number>): number | null {
  let before = '';
  let found: number | null = null;
  tokens.forEach(({ text }, index) => {
    const continues = /^[\w.]/.test(tokens[index + 1]?.text ?? '') && /\w$/.test(text);
    if (VERDICT_MARK.test(before) && strip(text) !== '' && !continues)
      found = valueOf(strip(text)) === undefined ? null : index;
    before = (before + text).slice(-64);
  });
  return found;
}

const strip = (text: string): string => text.replace(/^[\s"*_:]+|[\s"*_}.,]+$/g, '');
