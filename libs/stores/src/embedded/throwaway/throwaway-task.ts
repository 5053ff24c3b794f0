/** What the process that keeps a test run's stores is told, as JSON in its first argument. */
export type ThrowawayTask = {
  /** Holds everything, `stores.json` included; removed at the end. */
  folder: string;
  /** The process whose end is ours: the test run. */
  owner: number;
};

/** Content of `stores.json`, written once both stores answer. */
export type ThrowawayStores = { postgres: string; clickHouse: string };
