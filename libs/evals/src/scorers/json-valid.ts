import { parseOutput } from './parse-output.js';
import { full, partial } from './score.js';
import type { ScorerDefinition } from './scorer-definition.js';

/** The whole output is JSON. */
export const jsonValid: ScorerDefinition<'json_valid'> = {
  score(_, { output }) {
    const parsed = parseOutput(output);
    return parsed.ok ? full('the output is JSON') : partial(0, parsed.why);
  },
};
