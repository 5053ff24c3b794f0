import type { ConfigProblem } from '@weighbridge/contracts/config/config-problem';
import { listModelIds, VENDORS } from './vendors.fixture.js';
import { type ReadConfigResult, readConfigText } from './read-config-text.js';

export const NOW = Date.parse('2026-11-21T00:00:00Z');

export const read = (text: string, env: Record<string, string> = {}): ReadConfigResult =>
  readConfigText(text, { env, now: NOW, vendors: VENDORS, listModelIds });

/** Problems as `line:column path message (suggestion)`. */
const show = (problems: ConfigProblem[]): string[] =>
  problems.map(
    ({ line, column, path, message, suggestion }) =>
      `${line}:${column} ${path} ${message}${suggestion ? ` (${suggestion})` : ''}`,
  );

/** The errors of a text, empty when it is accepted. */
export function errorsOf(text: string): string[] {
  const result = read(text);
  return result.ok ? [] : show(result.errors);
}

/** The warnings of a text that must be accepted. */
export function warningsOf(text: string): string[] {
  const result = read(text);
  if (!result.ok) throw new Error(`refused: ${show(result.errors).join('; ')}`);
  return show(result.warnings);
}
