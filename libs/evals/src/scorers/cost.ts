import { formatUsd, parseUsd } from '@weighbridge/kernel/money';
import { passIf, Unscorable } from './score.js';
import type { ScorerDefinition } from './scorer-definition.js';

/** The answer was cheap enough. */
export const cost: ScorerDefinition<'cost'> = {
  score({ max_usd }, subject) {
    if (subject.cost === null) throw new Unscorable('the cost is not known');
    const reason = `the answer cost ${formatUsd(subject.cost)} USD`;
    return passIf(
      subject.cost <= parseUsd(max_usd),
      reason,
      `${reason}, ${max_usd} USD were allowed`,
    );
  },
};
