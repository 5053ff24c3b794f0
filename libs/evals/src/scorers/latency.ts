import { passIf, Unscorable } from './score.js';
import type { ScorerDefinition } from './scorer-definition.js';

/** The answer came fast enough. */
export const latency: ScorerDefinition<'latency'> = {
  score({ max_ms }, { latencyMs }) {
    if (latencyMs === null) throw new Unscorable('the latency is not known');
    const reason = `the answer took ${Math.round(latencyMs)} ms`;
    return passIf(latencyMs <= max_ms, reason, `${reason}, ${max_ms} ms were allowed`);
  },
};
