import type { Key, Workspace } from '@weighbridge/contracts/config/workspace';
import { suggestNearest } from '@weighbridge/kernel/suggest-nearest';
import type { Finding, Path } from '../reading/finding.js';
import type { CheckContext } from './check-context.js';
import { resolveModelName, whyUnusable } from './resolve-model-name.js';
import { fault, findRepeats, notice } from './make-finding.js';

/** What is wrong with the workspaces of a file, their teams, keys and budgets, beyond their shape. */
export function checkWorkspaces(context: CheckContext): Finding[] {
  const workspaces = context.config.workspaces ?? [];
  const repeated = findRepeats(
    workspaces,
    ({ id }) => id,
    (index) => ['workspaces', index, 'id'],
    'another workspace above has this id',
  );
  const keys = workspaces.flatMap(({ keys = [] }, workspace) =>
    keys.map(({ key }, index) => ({ key, path: ['workspaces', workspace, 'keys', index, 'key'] })),
  );
  const shared = findRepeats(
    keys,
    ({ key }) => key,
    (index) => keys[index]!.path,
    'another key above has the same text; each key must be its own',
  );
  return workspaces.reduce(
    (findings, workspace, index) =>
      findings.concat(checkOne(context, workspace, ['workspaces', index])),
    [...repeated, ...shared],
  );
}

function checkOne(context: CheckContext, workspace: Workspace, path: Path): Finding[] {
  const { keys = [], teams = [] } = workspace;
  return [
    ...checkResidency(context, workspace, path),
    ...checkPatterns(context, workspace, workspace.allowed_models, [...path, 'allowed_models']),
    ...checkBudgets(context, workspace, path),
    ...findRepeats(
      teams,
      ({ id }) => id,
      (index) => [...path, 'teams', index, 'id'],
      'this workspace already has a team of this id',
    ),
    ...findRepeats(
      keys,
      ({ name }) => name,
      (index) => [...path, 'keys', index, 'name'],
      'this workspace already has a key of this name',
    ),
    ...keys.flatMap((key, index) => checkKey(context, workspace, key, [...path, 'keys', index])),
    ...checkEvals(context, workspace, path),
  ];
}

/** Evaluation fails open: a model it cannot reach stops no request, so it refuses no file. */
function checkEvals(context: CheckContext, { id, evals, zdr }: Workspace, path: Path): Finding[] {
  if (!evals) return [];
  const names: [name: string, path: Path][] = (evals.candidates ?? []).map((name, index) => [
    name,
    [...path, 'evals', 'candidates', index],
  ]);
  if (evals.judge) names.unshift([evals.judge, [...path, 'evals', 'judge']]);
  const findings = names.flatMap(([name, at]) => {
    const why = whyUnusable(resolveModelName(context, name, id));
    return why ? [notice(at, why.message, why.suggestion)] : [];
  });
  const place = [...path, 'evals'];
  if (zdr) findings.push(notice(place, 'has no effect with zdr: nothing is stored to be judged'));
  else if (!evals.judge) findings.push(notice(place, 'compares nothing without a judge'));
  return findings;
}

function checkKey(context: CheckContext, workspace: Workspace, key: Key, path: Path): Finding[] {
  const findings = checkPatterns(context, workspace, key.allowed_models, [
    ...path,
    'allowed_models',
  ]);
  const teams = (workspace.teams ?? []).map(({ id }) => id);
  if (key.team !== undefined && !teams.includes(key.team))
    findings.push(
      fault(
        [...path, 'team'],
        'this workspace has no team of this id',
        suggestNearest(key.team, teams),
      ),
    );
  if (key.expires_at !== undefined && Date.parse(key.expires_at) <= context.now)
    findings.push(notice([...path, 'expires_at'], 'is in the past: the key does not work'));
  return findings;
}

/** A label nothing carries refuses every request: correct, and seldom what was meant. */
function checkResidency(context: CheckContext, workspace: Workspace, path: Path): Finding[] {
  const usable = (context.config.providers ?? []).filter(
    (provider) => provider.workspace === undefined || provider.workspace === workspace.id,
  );
  const findings: Finding[] = [];
  const regions = usable.flatMap(({ region }) => region ?? []);
  if (workspace.region !== undefined && !regions.includes(workspace.region))
    findings.push(
      notice(
        [...path, 'region'],
        'no provider of this file carries this label: their requests are refused',
        suggestNearest(workspace.region, regions),
      ),
    );
  if (workspace.zdr && !usable.some(({ zdr }) => zdr))
    findings.push(
      notice(
        [...path, 'zdr'],
        'no provider of this file has zdr: true: their requests are refused',
      ),
    );
  return findings;
}

/** Names without a wildcard that mean nothing here allow nothing. */
function checkPatterns(
  context: CheckContext,
  workspace: Workspace,
  patterns: string[] | undefined,
  path: Path,
): Finding[] {
  if (patterns?.length === 0) return [notice(path, 'is empty: no model may be used')];
  return (patterns ?? []).flatMap((pattern, index) => {
    if (pattern.includes('*') || pattern === 'auto') return [];
    const why = whyUnusable(resolveModelName(context, pattern, workspace.id));
    return why ? [notice([...path, index], `${why.message}: allows nothing`, why.suggestion)] : [];
  });
}

function checkBudgets(context: CheckContext, workspace: Workspace, path: Path): Finding[] {
  const budgets = workspace.budgets ?? [];
  const repeated = findRepeats(
    budgets,
    ({ scope, id, period }) => `${scope}/${period}/${id}`,
    (index) => [...path, 'budgets', index],
    'this workspace already has a budget of this scope, id and period',
  );
  const own = budgets.flatMap(({ scope, id }, index) => {
    const at = [...path, 'budgets', index, 'id'];
    const unknown = 'nothing of this name is in the file';
    if (scope === 'model' && !id.includes('/')) return [fault(at, 'must be provider/model')];
    const providers = [
      ...(context.config.providers ?? []).map((provider) => provider.id),
      ...context.implied.providers.map((provider) => provider.id),
    ];
    if (scope === 'provider' && !providers.includes(id))
      return [notice(at, unknown, suggestNearest(id, providers))];
    if (scope !== 'model') return [];
    const why = whyUnusable(resolveModelName(context, id, workspace.id));
    return why ? [notice(at, unknown, why.suggestion)] : [];
  });
  return [...repeated, ...own];
}
