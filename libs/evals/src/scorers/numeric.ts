import { demandValue, expectedOf, quoted } from './expected-of.js';
import { partial, passIf, Unscorable } from './score.js';
import type { ScorerDefinition } from './scorer-definition.js';

/** With thousands separators and an exponent, as models write numbers. */
const NUMBER = /(?:(?<![\w.])-)?(?:\d[\d,]*(?:\.\d+)?|\.\d+)(?:e[+-]?\d{1,3})?/gi;
/** Rounding of binary fractions: 0.1 + 0.2 is 0.3. */
const ROUNDING = 1e-9;

/** The number the output comes to (its last one) is the expected one, within a tolerance. */
export const numeric: ScorerDefinition<'numeric'> = {
  checkLive: demandValue,
  score({ value, tolerance = 0, relative_tolerance: relative = 0 }, subject) {
    const given = expectedOf(value, subject);
    const expected = typeof given === 'number' ? given : lastNumber(String(given));
    if (expected === null) throw new Unscorable('the expected output is no number');
    const found = lastNumber(subject.output);
    if (found === null) return partial(0, `the output ${quoted(subject.output)} has no number`);
    const allowed = Math.max(tolerance, relative * Math.abs(expected));
    const rounding = ROUNDING * Math.max(1, Math.abs(expected));
    const reason = `the output says ${found}, expected ${expected}`;
    return passIf(
      Math.abs(found - expected) <= allowed + rounding,
      reason,
      allowed > 0 ? `${reason} ± ${allowed}` : reason,
    );
  },
};

function lastNumber(text: string): number | null {
  const last = text.match(NUMBER)?.at(-1);
  const value = last === undefined ? Number.NaN : Number(last.replaceAll(',', ''));
  return Number.isFinite(value) ? value : null;
}
