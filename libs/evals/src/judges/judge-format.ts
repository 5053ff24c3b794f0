import type { JudgeOutput } from '@weighbridge/contracts/evals/judge-output';
import { readBoolean, readLabel, readNumber, type ReadValue } from './read-verdict.js';

/** A kind of verdict: how it is asked for, how it is read. */
export interface VerdictFormat {
  /** JSON Schema of the verdict. */
  schema: Record<string, unknown>;
  /** Completes `Verdict: …`. */
  example: string;
  /** What the values mean, in words for the judge. */
  meaning: string;
  read: ReadValue<boolean | number | string>;
}

/** The ends of a numeric output. */
export const endsOf = ({ min = 0, max = 1 }: { min?: number; max?: number }) => ({ min, max });

/** How a judge is asked for an output of this type. */
export function formatOf(output: JudgeOutput): VerdictFormat {
  if (output.type === 'boolean')
    return {
      schema: { type: 'boolean' },
      example: 'true | false',
      meaning: 'The verdict is true (the answer passes) or false (it fails).',
      read: readBoolean,
    };
  if (output.type === 'categorical')
    return {
      schema: { type: 'string', enum: output.labels },
      example: output.labels.join(' | '),
      meaning: `The verdict is exactly one of: ${output.labels.join(', ')}.`,
      read: readLabel(output.labels),
    };
  const { min, max } = endsOf(output);
  const anchors = Object.entries(output.anchors ?? {}).map(
    ([grade, text]) => `\n${grade}: ${text}`,
  );
  return {
    schema: { type: 'number', minimum: min, maximum: max },
    example: `a number from ${min} to ${max}`,
    meaning: `The verdict is a number from ${min} (worst) to ${max} (best).${anchors.join('')}`,
    read: readNumber(min, max),
  };
}
