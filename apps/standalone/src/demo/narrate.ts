import type { ComparisonView } from '@weighbridge/contracts/evals/comparison';
import type { Kind } from './prompts.js';

/** Where the story goes; one line each. */
export type Tell = (line: string) => void;

/** `+0:42  text`: the time since the demo began before each line. */
export function startStory(write: (line: string) => void): Tell {
  const startedAt = performance.now();
  return (line) => {
    const seconds = Math.floor((performance.now() - startedAt) / 1000);
    const stamp = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
    write(`${stamp.padStart(5)}  ${line}`);
  };
}

/** Which models served each kind, as `support: swift-mini 93 %, sage 7 %`. */
export function describeServing(recent: ReadonlyMap<Kind, ReadonlyMap<string, number>>): string {
  return [...recent].map(([kind, models]) => `${kind}: ${describeShares(models)}`).join('; ');
}

function describeShares(models: ReadonlyMap<string, number>): string {
  const total = [...models.values()].reduce((sum, count) => sum + count, 0);
  if (total === 0) return 'nothing yet';
  return [...models]
    .sort(([, a], [, b]) => b - a)
    .map(([model, count]) => `${model} ${((100 * count) / total).toFixed(0)} %`)
    .join(', ');
}

/** A comparison's standing in a line. */
export function describeComparison({
  category,
  candidate,
  diff,
  n,
  verdict,
}: ComparisonView): string {
  const points = (share: number): string => (100 * share).toFixed(1);
  return `${category}: ${candidate} ${points(diff.mean)} points (${points(diff.low)} to ${points(diff.high)}) over ${n} pairs: ${verdict.replace('_', ' ')}`;
}
