import { readFile } from 'node:fs/promises';
import type { ConfigFile } from '@weighbridge/contracts/config/config-file';
import { ApiError } from '@weighbridge/contracts/errors/api-error';
import { BUILT_IN_CATALOGUE } from '@weighbridge/gateway/catalogue/built-in-catalogue';
import { PROVIDER_ADAPTERS } from '@weighbridge/gateway/providers/registry';
import { type GeneratedKey } from '@weighbridge/govern/bootstrap/reconcile/reconcile-keys';
import {
  reconcileConfigFile,
  type Reconciled,
  type ReconcileTools,
} from '@weighbridge/govern/bootstrap/reconcile/reconcile-config-file';
import { readConfigText } from '@weighbridge/govern/configuration/read-config-text';
import { watchConfigFile } from '@weighbridge/govern/configuration/watch-config-file';
import type { Logger } from 'pino';
import { environmentProviders } from './environment-providers.js';
import { type Environment, SettingsError } from './env.js';

const EMPTY: ConfigFile = { version: 1 };
const REFUSED = 'configuration file refused; the last stays';

export interface ConfigurationOptions {
  control: ReconcileTools;
  /** Null: there is no file, and what an earlier file defined goes. */
  path: string | null;
  variables: Environment;
  log: Logger;
}

/** The configuration file in force. */
export interface AppliedConfiguration {
  /** Keys the file leaves the text of out, made now: to be printed once. */
  generatedKeys: GeneratedKey[];
  /** Reads the file again; a file that cannot be used leaves the last good one in force. */
  reload(): Promise<void>;
  stop(): void;
}

/**
 * Applies the configuration file and the environment's providers, then follows the file. A file that
 * is right by itself and does not go with what was made in the console is refused; what an earlier
 * one defined stays in force, at the start as later.
 * @throws SettingsError at the start, listing every problem, when the file cannot be used, or when it
 * is refused and there is no earlier one
 */
export async function applyConfiguration(
  options: ConfigurationOptions,
): Promise<AppliedConfiguration> {
  const { control, path, variables, log } = options;
  const fromEnvironment = environmentProviders(variables);
  const reconcile = async (file: ConfigFile): Promise<Reconciled> => {
    const done = await reconcileConfigFile(control, file, fromEnvironment).catch(refuseUnkeepable);
    if (done.takenOver.length > 0)
      log.warn({ rows: done.takenOver }, 'edited in the console before; now as the file says');
    return done;
  };
  const first = path === null ? '' : await readFile(path, 'utf8').catch(cannotRead(path));
  const file = path === null ? EMPTY : readOrRefuse(options, first);
  const { generatedKeys } = await reconcile(file).catch(async (error: unknown) => {
    if (!isRefusal(error)) throw error;
    if (!(await hasEarlierFile(control)))
      throw new SettingsError(`the configuration file is refused: ${explainRefusal(error)}`);
    log.error({ reason: error.message, field: error.param }, REFUSED);
    return { generatedKeys: [] };
  });
  const watching = new AbortController();
  let queue = Promise.resolve();
  const apply = (read: () => Promise<string>): Promise<void> => {
    queue = queue.then(async () => {
      try {
        const { version, generatedKeys: made } = await reconcile(
          readOrRefuse(options, await read()),
        );
        if (made.length > 0)
          log.warn('keys without text were made on reload; rotate them to see their text');
        log.info({ version }, 'configuration file applied');
      } catch (error) {
        log.error({ reason: messageOf(error) }, REFUSED);
      }
    });
    return queue;
  };
  if (path !== null)
    watchConfigFile(path, first, (text) => void apply(async () => text), {
      signal: watching.signal,
    });
  return {
    generatedKeys,
    async reload() {
      if (path !== null) await apply(() => readFile(path, 'utf8').catch(cannotRead(path)));
    },
    stop: () => watching.abort(),
  };
}

function readOrRefuse({ path, variables, log }: ConfigurationOptions, text: string): ConfigFile {
  const result = readConfigText(text, {
    env: variables,
    now: Date.now(),
    vendors: PROVIDER_ADAPTERS,
    listModelIds: BUILT_IN_CATALOGUE.listModelIds,
  });
  for (const { line, path: field, message } of result.warnings)
    log.warn({ line, field }, `configuration: ${message}`);
  if (result.ok) return result.config;
  const problems = result.errors.map(({ line, column, path: field, message, suggestion }) => {
    const hint = suggestion === undefined ? '' : ` (did you mean ${suggestion}?)`;
    return `  ${path}:${line}:${column} ${field} ${message}${hint}`;
  });
  throw new SettingsError(`the configuration file cannot be used:\n${problems.join('\n')}`);
}

const isRefusal = (error: unknown): error is ApiError =>
  error instanceof ApiError && (error.code === 'invalid_request' || error.code === 'conflict');

/** Class 22, data exception: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const DATA_EXCEPTION = /^22...$/;

function refuseUnkeepable(cause: unknown): never {
  const state = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  if (!DATA_EXCEPTION.test(state)) throw cause;
  throw new ApiError('invalid_request', 'the file holds a value that the database cannot keep', {
    cause,
  });
}

const explainRefusal = ({ message, param }: ApiError): string =>
  param === null ? message : `${param} ${message}`;

/** Whether anything in force comes from a file that was accepted before. */
const hasEarlierFile = ({ store }: ReconcileTools): Promise<boolean> =>
  store.read(async ({ workspaces, providers, routes, categories }) => {
    const where = { source: 'file' } as const;
    const rows = [
      ...(await workspaces.matching('every', where)),
      ...(await providers.matching('every', where)),
      ...(await routes.matching('every', where)),
      ...(await categories.matching('every', where)),
    ];
    return rows.length > 0;
  });

const cannotRead = (path: string) => (): never => {
  throw new SettingsError(`the configuration file cannot be read: ${path}`);
};

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
