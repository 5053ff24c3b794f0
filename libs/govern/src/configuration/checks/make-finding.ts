import type { Finding, Path } from '../reading/finding.js';

export const fault = (path: Path, message: string, suggestion?: string): Finding => ({
  severity: 'error',
  path,
  message,
  suggestion,
});

export const notice = (path: Path, message: string, suggestion?: string): Finding => ({
  severity: 'warning',
  path,
  message,
  suggestion,
});

/** Later items that repeat the identity of an earlier one. */
export function findRepeats<T>(
  items: readonly T[],
  identify: (item: T) => string | undefined,
  pathOf: (index: number) => Path,
  message: string,
): Finding[] {
  const seen = new Set<string>();
  const findings: Finding[] = [];
  items.forEach((item, index) => {
    const identity = identify(item);
    if (identity !== undefined && seen.has(identity)) findings.push(fault(pathOf(index), message));
    if (identity !== undefined) seen.add(identity);
  });
  return findings;
}

/** Items of a section that repeat an id of the same workspace, or of all workspaces. */
export const findRepeatedIds = <T extends { workspace?: string }>(
  section: string,
  items: readonly T[],
  key: keyof T & string,
): Finding[] =>
  findRepeats(
    items,
    (item) => `${item.workspace ?? ''}/${String(item[key])}`,
    (index) => [section, index, key],
    `another of the ${section} above has this ${key}`,
  );
