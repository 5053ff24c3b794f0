import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { answer, answerError } from './answer.js';
import { isAuthentic } from './authenticate.js';
import { ENGINE_USER, type EngineTask } from './engine-task.js';
import { limitConcurrency } from './limit-concurrency.js';
import { prepareStatement } from './prepare-statement.js';
import type { Engine } from './run-statement.js';
import { readStatementContext } from './statement-context.js';

/** Statements at a time; half of libuv's threads, so that files and names never wait for them. */
const STATEMENTS_AT_ONCE = 8;

const EMPTY_RESULT = { bytes: new Uint8Array(), rows: 0, rowBytes: 0, seconds: 0 };

/** `FORMAT x` at the end of a statement decides before header and URL do. */
const FORMAT_IN_STATEMENT = /\bFORMAT\s+(\w+)\s*(?:SETTINGS\s[^;]*)?;?\s*$/i;

function headerReader(request: IncomingMessage): (name: string) => string | undefined {
  return (name) => {
    const value = request.headers[name];
    return Array.isArray(value) ? value[0] : value;
  };
}

/** Builds the server for ClickHouse's HTTP interface over one engine. */
export function serveEngine(engine: Engine, task: EngineTask, password: string): Server {
  const inTurn = limitConcurrency(STATEMENTS_AT_ONCE);

  const runStatement = async (request: IncomingMessage, response: ServerResponse, url: URL) => {
    const parameters = url.searchParams;
    const queryId = parameters.get('query_id') ?? randomUUID();
    response.setHeader('x-clickhouse-query-id', queryId);
    response.setHeader('x-clickhouse-timezone', 'UTC');
    const context = readStatementContext(parameters, headerReader(request), engine.knownSettings);
    const statement = await prepareStatement(request, parameters.get('query') ?? '', task.spool);
    try {
      const { sql } = statement;
      const left = new AbortController();
      response.once('close', () => left.abort());
      const result = await inTurn(async () => {
        if (sql === undefined || left.signal.aborted) return EMPTY_RESULT;
        // An insert is short and may have been acknowledged by its caller's retry: let it finish.
        const cancel = () => void engine.cancel(queryId).catch(() => undefined);
        if (!statement.isInsert) left.signal.addEventListener('abort', cancel, { once: true });
        return engine
          .run(sql, context, queryId)
          .finally(() => left.signal.removeEventListener('abort', cancel));
      });
      answer(request, response, {
        result,
        isInsert: statement.isInsert,
        format: FORMAT_IN_STATEMENT.exec(sql ?? '')?.[1] ?? context.format,
        mayCompress: parameters.get('enable_http_compression') === '1',
      });
    } finally {
      await statement.discard();
    }
  };

  /** For the supervisor: answers only when the engine itself does, whatever else is running. */
  const probe = async (response: ServerResponse) => {
    const context = { database: undefined, format: 'TabSeparated', parameters: [], settings: [] };
    await engine.run('SELECT 1', context, 'probe');
    response.end('Ok.\n');
  };

  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? '/', 'http://engine');
    if (url.pathname === '/ping' || url.pathname === '/replicas_status')
      return response.end('Ok.\n');
    if (!isAuthentic(request.headers, url.searchParams, ENGINE_USER, password)) {
      throw new Error(
        'Code: 516. DB::Exception: Authentication failed: password is incorrect, or there is no user with such name. (AUTHENTICATION_FAILED)',
      );
    }
    if (url.pathname === '/probe') return probe(response);
    if (request.method === 'GET' && url.pathname === '/' && !url.searchParams.has('query')) {
      return response.end('Ok.\n');
    }
    return runStatement(request, response, url);
  };

  return createServer({ keepAliveTimeout: 60_000, requestTimeout: 0 }, (request, response) => {
    handle(request, response).catch((error) => answerError(response, error));
  });
}
