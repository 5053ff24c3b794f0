/** One ledger row as far as books are compared; `cost` in nano-USD. */
export interface LedgerEntry {
  requestId: string;
  cost: bigint;
}

/** What three parties who do not know of each other wrote down, by mark. */
export interface Books {
  /** Marks whose whole answer a client has seen. */
  finished: ReadonlySet<string>;
  /** Marks of the calls the vendor received, one entry per call. */
  vendorCalls: readonly string[];
  /** Request id and mark of every row of the request log. */
  log: readonly { id: string; mark: string }[];
  ledger: readonly LedgerEntry[];
  /** What the vendor bills for one call, in nano-USD. */
  callCost: bigint;
  /** What the budget says was spent, in nano-USD. */
  spent: bigint;
}

/** Empty lists are a pass; every entry is a mark or a request id to look into. */
export interface Differences {
  /** A client has the answer, the log has no row. */
  missingInLog: string[];
  /** The vendor was called, the log has no row. */
  calledButNotLogged: string[];
  /** More than one row of the log for one request. */
  loggedTwice: string[];
  /** The vendor was called more often than the ledger has rows for the request. */
  undercounted: string[];
  /** A client has the answer and the ledger has not exactly one row at exactly its price. */
  wronglyCharged: string[];
  /** Nano-USD by which the budget's spend is not the sum of the ledger. */
  spentApart: bigint;
}

/** What a passing comparison returns. */
export const NO_DIFFERENCES: Differences = {
  missingInLog: [],
  calledButNotLogged: [],
  loggedTwice: [],
  undercounted: [],
  wronglyCharged: [],
  spentApart: 0n,
};

/** Compares the three outside sets of a crash test: answers finished, calls served, rows written. */
export function compareBooks(books: Books): Differences {
  const idsByMark = group(books.log.map(({ mark, id }) => [mark, id]));
  const entriesById = group(books.ledger.map((entry) => [entry.requestId, entry]));
  const callsByMark = group(books.vendorCalls.map((mark) => [mark, mark]));
  const entriesOf = (mark: string): LedgerEntry[] =>
    [...new Set(idsByMark.get(mark) ?? [])].flatMap((id) => entriesById.get(id) ?? []);
  const total = books.ledger.reduce((sum, entry) => sum + entry.cost, 0n);
  return {
    missingInLog: [...books.finished].filter((mark) => !idsByMark.has(mark)),
    calledButNotLogged: [...callsByMark.keys()].filter((mark) => !idsByMark.has(mark)),
    loggedTwice: [...idsByMark].filter(([, ids]) => ids.length > 1).map(([mark]) => mark),
    undercounted: [...callsByMark]
      .filter(([mark, calls]) => isUndercounted(entriesOf(mark), calls.length, books.callCost))
      .map(([mark]) => mark),
    wronglyCharged: [...books.finished].filter((mark) => {
      const entries = entriesOf(mark);
      return entries.length !== 1 || entries[0]?.cost !== books.callCost;
    }),
    spentApart: books.spent - total,
  };
}

function isUndercounted(entries: readonly LedgerEntry[], calls: number, callCost: bigint): boolean {
  const charged = entries.reduce((sum, entry) => sum + entry.cost, 0n);
  return entries.length < calls || charged < callCost * BigInt(calls);
}

function group<Value>(pairs: readonly (readonly [string, Value])[]): Map<string, Value[]> {
  const groups = new Map<string, Value[]>();
  for (const [key, value] of pairs) {
    const members = groups.get(key);
    if (members) members.push(value);
    else groups.set(key, [value]);
  }
  return groups;
}
