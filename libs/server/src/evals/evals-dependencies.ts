import type {
  ComparisonsQuery,
  ComparisonView,
  LabelsCreate,
  LabelsMade,
  PairView,
} from '@weighbridge/contracts/evals/comparison';
import type { DecisionView } from '@weighbridge/contracts/evals/decision';
import type { EvaluatorCalibration, WhyView } from '@weighbridge/contracts/evals/evaluator';
import type { QualityView } from '@weighbridge/contracts/evals/quality';
import type { ScoreCreate, ScoresQuery, ScoreView } from '@weighbridge/contracts/evals/score';
import type { ListOf, ListQuery } from '@weighbridge/contracts/resources/envelope';
import type { Caller } from '@weighbridge/govern/resources/create-resource-service';
import type { GovernStore } from '@weighbridge/govern/tables/tables';
import type { VisibleWorkspaces } from '@weighbridge/observe/requests/request-log';

/** Which change of a decision table is asked for. */
export type TableChange =
  | { action: 'frozen' }
  | { action: 'unfrozen' }
  | { action: 'rolled_back'; version: number };

/** What the eval loop answers; workspaces are those that the caller may read. */
export interface EvalQueries {
  listComparisons(
    workspaces: VisibleWorkspaces,
    query: ComparisonsQuery,
  ): Promise<ListOf<ComparisonView>>;
  listPairs(workspaces: VisibleWorkspaces, query: ComparisonsQuery): Promise<ListOf<PairView>>;
  /** @throws ApiError `not_found` for a pair that the workspace does not have */
  addLabels(
    workspaceId: string,
    labels: LabelsCreate['labels'],
    actor: string,
  ): Promise<LabelsMade>;
  listQuality(workspaces: VisibleWorkspaces, query: ListQuery): Promise<ListOf<QualityView>>;
  listScores(workspaces: VisibleWorkspaces, query: ScoresQuery): Promise<ListOf<ScoreView>>;
  /** @throws ApiError `not_found` for a request that the workspace does not have */
  addScore(workspaceId: string, score: ScoreCreate): Promise<ScoreView>;
  listDecisions(
    workspaces: VisibleWorkspaces,
    route: string | undefined,
  ): Promise<ListOf<DecisionView>>;
  /** @throws ApiError `not_found` for a route that is no auto route of the workspace */
  changeDecisions(
    caller: Caller,
    workspaceId: string,
    route: string | undefined,
    change: TableChange,
  ): Promise<DecisionView>;
  /** @throws ApiError `not_found` for an evaluator or request that these workspaces do not have */
  explainEvaluator(
    workspaces: VisibleWorkspaces,
    evaluatorId: string,
    requestId: string,
  ): Promise<WhyView>;
  /** @throws ApiError `not_found` for an evaluator that these workspaces do not have */
  calibrateEvaluator(
    workspaces: VisibleWorkspaces,
    evaluatorId: string,
  ): Promise<EvaluatorCalibration>;
}

/** What the API of the eval loop needs, under {@link EVALS_DEPENDENCIES} in the container. */
export interface EvalsDependencies {
  store: GovernStore;
  queries: EvalQueries;
}

export const EVALS_DEPENDENCIES = Symbol('evals dependencies');
