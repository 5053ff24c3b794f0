/**
 * What an auto route of one workspace does at present: the eval worker publishes it, the snapshot
 * carries it, the request path looks a category up in it.
 */
export interface DecisionTable {
  workspaceId: string;
  routeId: string;
  /** Grows by one with every published change of this table. */
  version: number;
  /** The route's default, as the route names it: what serves a category without a choice. */
  defaultModel: string;
  /** Category → the chosen candidate, as the route names it. */
  choices: Readonly<Record<string, string>>;
  /** Nothing moves until a person unfreezes it. */
  frozen: boolean;
}
