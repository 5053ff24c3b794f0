import { Session } from 'chdb';
import type { EngineTask } from './engine-task.js';
import { contextPrelude, type StatementContext } from './statement-context.js';

export type StatementResult = {
  bytes: Uint8Array;
  rows: number;
  rowBytes: number;
  seconds: number;
};

/** Opens a connection; each has its own database, settings and substitutions. */
function connect(task: EngineTask): Session {
  return new Session(task.directory, {
    connectionArgs: [
      `--config-file=${task.configFile}`,
      '--max_threads=2',
      `--max_memory_usage=${task.statementMemory}`,
      // Large groupings and sorts go to disk before they meet the limit.
      `--max_bytes_before_external_group_by=${Math.floor(task.statementMemory / 2)}`,
      `--max_bytes_before_external_sort=${Math.floor(task.statementMemory / 2)}`,
    ],
  });
}

export type Engine = {
  knownSettings: ReadonlySet<string>;
  /** Runs a statement on a fresh connection (about 2 ms), so that no two share any state. */
  run(sql: string, context: StatementContext, queryId: string): Promise<StatementResult>;
  /** Ends a running statement whose caller has left. */
  cancel(queryId: string): Promise<void>;
  close(): void;
};

/**
 * Opens the engine on its directory. chDB holds one directory per process as long as any connection
 * is open, so one is kept; statements run on libuv's threads and leave the event loop free.
 */
export async function openEngine(task: EngineTask): Promise<Engine> {
  const keeper = connect(task);
  await keeper.queryAsync('CREATE DATABASE IF NOT EXISTS weighbridge');
  const names = await keeper.queryAsync('SELECT name FROM system.settings', {
    format: 'TabSeparated',
  });
  return {
    knownSettings: new Set(names.text().trimEnd().split('\n')),
    async run(sql, context, queryId) {
      const connection = connect(task);
      try {
        const prelude = contextPrelude(context, queryId);
        const result = await connection.queryAsync(prelude + sql, { format: context.format });
        return {
          bytes: result.bytes(),
          rows: result.rowsRead,
          rowBytes: result.bytesRead,
          seconds: result.elapsed,
        };
      } finally {
        connection.close();
      }
    },
    async cancel(queryId) {
      await keeper.queryAsync(
        `KILL QUERY WHERE Settings['log_comment'] = '${queryId.replaceAll(/[^\w-]/g, '')}' ASYNC`,
      );
    },
    close: () => keeper.close(),
  };
}
