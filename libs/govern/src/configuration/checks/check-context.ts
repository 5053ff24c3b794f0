import { suggestNearest } from '@weighbridge/kernel/suggest-nearest';
import type { VendorFacts } from '@weighbridge/contracts/config/vendor-facts';
import type { BuiltFeatures } from '../built-features.js';
import type { Finding, Path } from '../reading/finding.js';
import { fault, notice } from './make-finding.js';
import { type NameSources, resolveModelName, whyUnusable } from './resolve-model-name.js';

export interface CheckContext extends NameSources {
  features: BuiltFeatures;
  vendors: readonly VendorFacts[];
  /** Milliseconds since the epoch. */
  now: number;
}

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
  context: CheckContext,
  name: string,
  workspace: string | undefined,
  path: Path,
): Finding[] {
  const resolution = resolveModelName(context, name, workspace);
  const why = whyUnusable(resolution);
  if (!why) return [];
  const servesOthers = resolution.kind === 'confined' && workspace === undefined;
  return servesOthers
    ? [notice(path, `${why.message}: others skip it`)]
    : [fault(path, why.message, why.suggestion)];
}
