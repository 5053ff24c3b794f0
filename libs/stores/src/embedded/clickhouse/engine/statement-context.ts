/** What a request says beside its statement. */
export type StatementContext = {
  database: string | undefined;
  format: string;
  /** `{name:Type}` substitutions, already in ClickHouse's escaped text form. */
  parameters: [name: string, value: string][];
  settings: [name: string, value: string][];
};

/** Words of the HTTP interface that are not settings of the engine. */
const INTERFACE_WORDS = new Set([
  'query',
  'query_id',
  'database',
  'default_format',
  'user',
  'password',
  'session_id',
  'session_timeout',
  'session_check',
  'role',
  'quota_key',
  'compress',
  'decompress',
  // We set this one ourselves, to find a statement again when its caller leaves.
  'log_comment',
  // One process, one writer: every insert is synchronous, acknowledged when its part is on disk.
  'async_insert',
  'wait_for_async_insert',
]);

/** Reads the context from the URL and headers; a setting the engine does not know is left out. */
export function readStatementContext(
  parameters: URLSearchParams,
  header: (name: string) => string | undefined,
  knownSettings: ReadonlySet<string>,
): StatementContext {
  const context: StatementContext = {
    database: parameters.get('database') ?? header('x-clickhouse-database'),
    format: header('x-clickhouse-format') ?? parameters.get('default_format') ?? 'TabSeparated',
    parameters: [],
    settings: [],
  };
  for (const [name, value] of parameters) {
    if (name.startsWith('param_')) context.parameters.push([name, value]);
    else if (!INTERFACE_WORDS.has(name) && knownSettings.has(name)) {
      context.settings.push([name, value]);
    }
  }
  return context;
}

function quote(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

/** The statements that put the context into force on a connection of their own. */
export function contextPrelude(context: StatementContext, queryId: string): string {
  const assignments = [...context.settings, ...context.parameters, ['log_comment', queryId]].map(
    ([name, value]) => `\`${name}\` = ${quote(value as string)}`,
  );
  const use = context.database
    ? `USE \`${context.database.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\`; `
    : '';
  return `${use}SET ${assignments.join(', ')}; `;
}
