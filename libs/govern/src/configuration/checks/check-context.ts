import type { ConfigFile } from '@weighbridge/contracts/config/config-file';
import { suggestNearest } from '@weighbridge/kernel/suggest-nearest';
import type { BuiltFeatures } from '../built-features.js';
import type { ImpliedResources } from '../implied-resources.js';
import type { Finding, Path } from '../reading/finding.js';
import { resolveModelName, whyUnusable } from './resolve-model-name.js';

export interface CheckContext {
  config: ConfigFile;
  features: BuiltFeatures;
  implied: ImpliedResources;
  /** Milliseconds since the epoch. */
  now: number;
}

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

/** Whether a named workspace is in the file, or exists without it. */
export function checkWorkspaceExists(
  { config, implied }: CheckContext,
  workspace: string | undefined,
  path: Path,
): Finding[] {
  const known = [...(config.workspaces ?? []).map(({ id }) => id), ...implied.workspaces];
  if (workspace === undefined || known.includes(workspace)) return [];
  return [fault(path, 'no workspace of this name is known', suggestNearest(workspace, known))];
}

/** Whether a name means a route or a target to the given workspace. */
export function checkModelName(
  { config, implied }: CheckContext,
  name: string,
  workspace: string | undefined,
  path: Path,
): Finding[] {
  const resolution = resolveModelName(config, implied, name, workspace);
  if (resolution.kind === 'unlisted' && resolution.suggestion)
    return [
      notice(
        path,
        'is taken for a catalogue model: nothing here has this name',
        resolution.suggestion,
      ),
    ];
  const why = whyUnusable(resolution);
  if (!why) return [];
  const servesOthers = resolution.kind === 'confined' && workspace === undefined;
  return servesOthers
    ? [notice(path, `${why.message}: others skip it`)]
    : [fault(path, why.message, why.suggestion)];
}
