import { RE2JS, RE2JSSyntaxException } from 're2js';
import type { Finding, Path } from '../reading/finding.js';
import { type CheckContext, checkWorkspaceExists } from './check-context.js';
import { fault, findRepeatedIds, notice } from './make-finding.js';

const EXPRESSIONS = ['system_matches', 'user_matches'] as const;
/**
 * What the parser stops at in look-around and back-references, which exist in JavaScript and not in RE2
 * (github.com/google/re2, Syntax). The expression itself does not tell: `\\1` and `[(?=]` are valid.
 */
const NOT_RE2 = /^(\(\?<?[=!]|\\[1-9k])/;

/** What is wrong with the categories of a file beyond their shape. */
export function checkCategories(context: CheckContext): Finding[] {
  const categories = context.config.categories ?? [];
  const repeated = findRepeatedIds('categories', categories, 'name');
  const own = categories.flatMap((category, index) => {
    const path: Path = ['categories', index];
    return [
      ...checkWorkspaceExists(context, category.workspace, [...path, 'workspace']),
      ...(category.rules ?? []).flatMap((rule, position) => {
        const at = [...path, 'rules', position];
        return Object.keys(rule).length === 0
          ? [notice(at, 'has no condition and so matches every request')]
          : EXPRESSIONS.flatMap((name) => checkExpression(rule[name], [...at, name]));
      }),
    ];
  });
  return [...repeated, ...own];
}

function checkExpression(expression: string | undefined, path: Path): Finding[] {
  if (expression === undefined) return [];
  try {
    RE2JS.compile(expression);
    return [];
  } catch (error) {
    const isSyntax = error instanceof RE2JSSyntaxException;
    if (isSyntax && NOT_RE2.test(error.getPattern() ?? ''))
      return [fault(path, 'uses look-around or a back-reference, which RE2 does not have')];
    const why = isSyntax ? `: ${error.getDescription()}` : '';
    return [fault(path, `is not a valid expression in RE2 syntax${why}`)];
  }
}
