import type { ConfigProblem } from '@weighbridge/contracts/config/config-problem';
import type { LineCounter } from 'yaml';
import { type Finding, formatPath } from './finding.js';
import type { ReadValue } from './read-value.js';

/** Shorter values are everyday words ("us", "1"): hiding them would garble messages and hide nothing. */
const SHORTEST_SECRET = 8;

/** Gives findings their line and column, in the order of the text, errors apart from warnings. */
export function placeFindings(
  findings: readonly Finding[],
  { places, fromEnvironment }: ReadValue,
  lines: LineCounter,
): { errors: ConfigProblem[]; warnings: ConfigProblem[] } {
  const placed = findings
    .map((finding) => {
      const place = places.nearest(finding.path);
      const offset = finding.offset ?? (finding.atKey ? place.key : place.value);
      return { finding, offset };
    })
    .sort((left, right) => left.offset - right.offset);
  const errors: ConfigProblem[] = [];
  const warnings: ConfigProblem[] = [];
  for (const { finding, offset } of placed) {
    const { line, col } = lines.linePos(offset);
    const problem: ConfigProblem = {
      line: Math.max(line, 1),
      column: Math.max(col, 1),
      path: formatPath(finding.path),
      message: hide(finding.message, fromEnvironment),
    };
    if (finding.suggestion) problem.suggestion = hide(finding.suggestion, fromEnvironment);
    (finding.severity === 'error' ? errors : warnings).push(problem);
  }
  return { errors, warnings };
}

/** Puts the name of a variable where its value would be shown. */
function hide(text: string, fromEnvironment: Map<string, string>): string {
  let hidden = text;
  for (const [value, name] of fromEnvironment)
    if (value.length >= SHORTEST_SECRET) hidden = hidden.replaceAll(value, `\${${name}}`);
  return hidden;
}
