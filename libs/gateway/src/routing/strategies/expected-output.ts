import type { Choice, StrategyContext } from './strategy.js';

/** Tokens of an answer nobody knows anything of. */
const UNKNOWN_OUTPUT = 256;

/**
 * How long the answer to this request is expected to be, in tokens, from each choice: what this
 * caller usually gets from it, else what it gets from the others. So a target without a past is
 * neither favoured nor avoided for it.
 */
export function expectOutputs(choices: readonly Choice[], context: StrategyContext): number[] {
  const known = choices.map(({ targets }) => context.usualOutput(targets[0]!.target));
  const seen = known.filter((tokens) => tokens !== null);
  const common =
    seen.length === 0
      ? UNKNOWN_OUTPUT
      : seen.reduce((sum, tokens) => sum + tokens, 0) / seen.length;
  const bound = context.needs.maxOutputTokens ?? Number.POSITIVE_INFINITY;
  return known.map((tokens) => Math.min(tokens ?? common, bound));
}

/** As {@link expectOutputs}, one figure for all: where the length must not decide. */
export function expectCommonOutput(choices: readonly Choice[], context: StrategyContext): number {
  const outputs = expectOutputs(choices, context);
  return outputs.reduce((sum, tokens) => sum + tokens, 0) / outputs.length;
}
