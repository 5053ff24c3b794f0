import { RE2JSSyntaxException } from 're2js';
import type { CategoryRule } from '@weighbridge/contracts/config/category';
import type { ClassifiableRequest } from './classification.js';
import { compileExpression, ExpressionText } from './compile-expression.js';

/** A request while its category is sought: what several rules ask for is read once. */
export class RuleSubject {
  private system: ExpressionText | null = null;
  private user: ExpressionText | null = null;

  constructor(readonly request: ClassifiableRequest) {}

  get systemText(): ExpressionText {
    return (this.system ??= new ExpressionText(this.request.systemText));
  }

  get userText(): ExpressionText {
    return (this.user ??= new ExpressionText(this.request.userText));
  }
}

export type Condition = (subject: RuleSubject) => boolean;

/**
 * Compiles a rule: every key that is present must hold. What costs nothing is asked first.
 * @param report takes the key of an expression that is not RE2 syntax, and why
 */
export function compileRule(
  rule: CategoryRule,
  report: (key: string, why: string) => void,
): Condition {
  const conditions: Condition[] = [];
  const { has_tools, has_schema, modality, min_chars, max_chars, header } = rule;
  const ignoreCase = rule.ignore_case ?? false;
  if (has_tools !== undefined) conditions.push(({ request }) => request.hasTools === has_tools);
  if (has_schema !== undefined) conditions.push(({ request }) => request.hasSchema === has_schema);
  if (modality !== undefined) conditions.push(({ request }) => request.modality === modality);
  if (min_chars !== undefined) conditions.push(({ request }) => request.chars >= min_chars);
  if (max_chars !== undefined) conditions.push(({ request }) => request.chars <= max_chars);
  for (const [name, value] of Object.entries(header ?? {})) {
    const lowerName = name.toLowerCase();
    conditions.push(({ request }) => request.header(lowerName) === value);
  }
  for (const key of ['system_matches', 'user_matches'] as const) {
    const source = rule[key];
    if (source === undefined) continue;
    try {
      const matches = compileExpression(source, ignoreCase);
      conditions.push(
        key === 'system_matches'
          ? ({ systemText }) => matches(systemText)
          : ({ userText }) => matches(userText),
      );
    } catch (error) {
      const why = error instanceof RE2JSSyntaxException ? error.getDescription() : String(error);
      report(key, `is not a valid expression in RE2 syntax: ${why}`);
    }
  }
  return (subject) => conditions.every((condition) => condition(subject));
}

/** A rule in words, as `system_matches "you are a coding", has_tools`. */
export function describeRule(rule: CategoryRule): string {
  const { ignore_case: _, ...conditions } = rule;
  const words = Object.entries(conditions).map(([key, value]) =>
    value === true ? key : `${key} ${JSON.stringify(value)}`,
  );
  return words.join(', ') || 'every request';
}
