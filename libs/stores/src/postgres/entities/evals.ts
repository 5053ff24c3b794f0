import type {
  DecisionTableRow,
  DecisionVersionRow,
  EvaluatorRow,
} from '@weighbridge/govern/tables/rows';
import { EntitySchema } from 'typeorm';
import { counter, flag, id, instant, json, owned, text, workspaceId } from './columns.js';
import { belongsTo } from './foreign-keys.js';

export const evaluatorEntity = new EntitySchema<EvaluatorRow>({
  name: 'evaluators',
  columns: {
    id: id(),
    workspaceId: workspaceId(),
    name: text(),
    config: json(),
    version: text(),
    ...owned,
  },
  foreignKeys: [belongsTo('evaluators', 'workspaceId', 'workspaces')],
  uniques: [{ name: 'evaluators_name', columns: ['workspaceId', 'name'] }],
});

const ofRoute = {
  id: id(),
  workspaceId: workspaceId(),
  routeId: text({ name: 'route_id' }),
  version: counter(),
  choices: json(),
};

export const decisionTableEntity = new EntitySchema<DecisionTableRow>({
  name: 'decision_tables',
  columns: {
    ...ofRoute,
    defaultModel: text({ name: 'default_model' }),
    frozen: flag(),
    detail: json(),
    state: json(),
    updatedAt: instant('updated_at'),
  },
  foreignKeys: [belongsTo('decision_tables', 'workspaceId', 'workspaces')],
});

export const decisionVersionEntity = new EntitySchema<DecisionVersionRow>({
  name: 'decision_versions',
  columns: {
    ...ofRoute,
    at: instant('at'),
    action: text(),
    actor: text(),
    reason: text(),
    changes: json(),
  },
  foreignKeys: [belongsTo('decision_versions', 'workspaceId', 'workspaces')],
  indices: [{ name: 'decision_versions_by_route', columns: ['workspaceId', 'routeId', 'version'] }],
});
