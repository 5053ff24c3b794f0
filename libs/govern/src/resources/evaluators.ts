import { createHash } from 'node:crypto';
import { ApiError } from '@weighbridge/contracts/errors/api-error';
import {
  Evaluator,
  type EvaluatorPatch,
  type EvaluatorView,
} from '@weighbridge/contracts/evals/evaluator';
import type { Scorer } from '@weighbridge/contracts/evals/scorer';
import { newId } from '@weighbridge/kernel/ids';
import { canonicalJson } from '../audit-log/canonical-json.js';
import { isPrivateHost } from '../configuration/checks/check-base-url.js';
import type { EvaluatorRow } from '../tables/rows.js';
import { mergeConfig } from './config-rows.js';
import { readInput } from './invalid-input.js';
import { ownedView } from './owned-view.js';
import type { ResourceContext, ResourceDefinition } from './resource-definition.js';
import { workspaceRules } from './workspace-rules.js';

const EvaluatorConfig = Evaluator.omit({ workspace: true });
const VERSION_LENGTH = 12;

export const evaluators: ResourceDefinition<
  EvaluatorRow,
  Evaluator,
  EvaluatorPatch,
  EvaluatorView
> = {
  ...workspaceRules,
  name: 'evaluators',
  noun: 'evaluator',
  // The worker reads evaluators where it needs them; requests never do.
  reload: false,
  table: (tables) => tables.evaluators,
  async create({ workspace: _, ...config }, { workspaceId }, context) {
    demandWorking(config.scorer, context);
    demandPrivateNetworkRight(config.scorer, context);
    const row: EvaluatorRow = {
      id: newId('evl'),
      workspaceId: workspaceId!,
      name: config.name,
      config,
      version: versionOf(config.scorer),
      source: 'api',
      createdAt: new Date(context.clock.now()),
    };
    await context.tables.evaluators.insert(row);
    return { row };
  },
  async update(row, patch, context) {
    const config = readInput(EvaluatorConfig, mergeConfig(row.config, patch));
    // One that was made before its scorer was refused can still be switched off.
    if (patch.scorer) demandWorking(config.scorer, context);
    demandPrivateNetworkRight(config.scorer, context);
    const updated = { ...row, config, name: config.name, version: versionOf(config.scorer) };
    await context.tables.evaluators.update(updated);
    return updated;
  },
  remove: (row, { tables }) => tables.evaluators.remove(row),
  view: (rows) => Promise.resolve(rows.map(viewOf)),
};

const viewOf = (row: EvaluatorRow): EvaluatorView => ({
  id: row.id,
  workspace: row.workspaceId,
  name: row.name,
  scorer: row.config.scorer,
  target: row.config.target ?? 'generation',
  filter: row.config.filter ?? {},
  sample_rate: row.config.sample_rate ?? 1,
  delay_s: row.config.delay_s ?? 0,
  daily_limit: row.config.daily_limit ?? null,
  enabled: row.config.enabled ?? true,
  version: row.version,
  ...ownedView(row),
});

/** Scores under another definition are another series. */
const versionOf = (scorer: Scorer): string =>
  createHash('sha256').update(canonicalJson(scorer)).digest('hex').slice(0, VERSION_LENGTH);

function demandWorking(scorer: Scorer, { checkScorer }: ResourceContext): void {
  const [fault] = [...(checkScorer?.(scorer) ?? []), ...checkAddress(scorer)];
  if (!fault) return;
  const param = `scorer.${fault.key}`;
  throw new ApiError('invalid_request', `${param} ${fault.message}`, { param });
}

/** What can be said of an address before it is called; every connect checks it again. */
const checkAddress = (scorer: Scorer) =>
  scorer.kind !== 'webhook' ||
  scorer.allow_private_network ||
  !isPrivateHost(new URL(scorer.url).hostname)
    ? []
    : [
        {
          key: 'url',
          message:
            'is a loopback or private address; set allow_private_network: true to use it (instance owner only)',
        },
      ];

function demandPrivateNetworkRight(scorer: Scorer, { principal }: ResourceContext): void {
  if (scorer.kind !== 'webhook' || !scorer.allow_private_network || principal.instanceOwner) return;
  throw new ApiError('forbidden', 'only the instance owner may open the private network', {
    param: 'scorer.allow_private_network',
  });
}
