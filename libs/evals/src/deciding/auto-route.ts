import type { RouteTerms, TokenPrice } from '../policy/route-terms.js';

/** One name an auto route may choose. */
export interface RouteChoice {
  /** As the route writes it. */
  name: string;
  /** Every `provider/model` it may lead to. */
  targets: readonly string[];
  /** What judged pairs may call it: its targets and, of a route, its id. */
  models: readonly string[];
}

/** An auto route as one workspace has it. */
export interface AutoRoute {
  workspaceId: string;
  organizationId: string;
  routeId: string;
  defaultName: string;
  choices: readonly RouteChoice[];
  maxQualityLoss: number;
  minPairs: number;
  objective: RouteTerms['objective'];
  /** By the names of the choices. */
  prices: ReadonlyMap<string, TokenPrice>;
  /** Verdicts of this version of the judge count; null: nothing is compared. */
  judgeVersion: string | null;
}

/** The name by which a route may choose a model; null: it cannot. */
export const choiceOf = ({ choices }: AutoRoute, model: string): string | null =>
  choices.find(({ models }) => models.includes(model))?.name ?? null;

/** The choices none of whose models is well. */
export const unhealthyChoices = (
  { choices }: AutoRoute,
  ill: ReadonlySet<string>,
): ReadonlySet<string> =>
  new Set(
    choices
      .filter(({ targets }) => targets.length > 0 && targets.every((model) => ill.has(model)))
      .map(({ name }) => name),
  );

export const policyTerms = (route: AutoRoute): RouteTerms => ({
  defaultModel: route.defaultName,
  candidates: route.choices.map(({ name }) => name),
  maxQualityLoss: route.maxQualityLoss,
  minPairs: route.minPairs,
  objective: route.objective,
});
