import type { RouteTerms, TokenPrice } from '../policy/route-terms.js';

/** One name an auto route may choose, with every `provider/model` or route it stands for. */
export interface RouteChoice {
  /** As the route writes it. */
  name: string;
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

export const policyTerms = (route: AutoRoute): RouteTerms => ({
  defaultModel: route.defaultName,
  candidates: route.choices.map(({ name }) => name),
  maxQualityLoss: route.maxQualityLoss,
  minPairs: route.minPairs,
  objective: route.objective,
});
