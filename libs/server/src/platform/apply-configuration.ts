import { readFile } from 'node:fs/promises';
import type { ConfigFile } from '@weighbridge/contracts/config/config-file';
import { PROVIDER_ADAPTERS } from '@weighbridge/gateway/providers/registry';
import { type GeneratedKey } from '@weighbridge/govern/bootstrap/reconcile/reconcile-keys';
import {
  reconcileConfigFile,
  type Reconciled,
} from '@weighbridge/govern/bootstrap/reconcile/reconcile-config-file';
import { readConfigText } from '@weighbridge/govern/configuration/read-config-text';
import { watchConfigFile } from '@weighbridge/govern/configuration/watch-config-file';
import type { Logger } from 'pino';
import { environmentProviders } from './environment-providers.js';
import { type Environment, SettingsError } from './env.js';
import type { ControlPlane } from './open-control-plane.js';

const EMPTY: ConfigFile = { version: 1 };

export interface ConfigurationOptions {
  control: ControlPlane;
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
 * Applies the configuration file and the environment's providers, then follows the file.
 * @throws SettingsError at the start, listing every problem, when the file cannot be used
 */
export async function applyConfiguration(
  options: ConfigurationOptions,
): Promise<AppliedConfiguration> {
  const { control, path, variables, log } = options;
  const fromEnvironment = environmentProviders(variables);
  const reconcile = async (file: ConfigFile): Promise<Reconciled> => {
    const done = await reconcileConfigFile(control, file, fromEnvironment);
    if (done.takenOver.length > 0)
      log.warn({ rows: done.takenOver }, 'edited in the console before; now as the file says');
    return done;
  };
  const first = path === null ? '' : await readFile(path, 'utf8').catch(cannotRead(path));
  const { generatedKeys } = await reconcile(path === null ? EMPTY : readOrRefuse(options, first));
  const watching = new AbortController();
  let queue = Promise.resolve();
  const apply = (text: string): Promise<void> => {
    queue = queue.then(async () => {
      try {
        const { version, generatedKeys: made } = await reconcile(readOrRefuse(options, text));
        if (made.length > 0)
          log.warn('keys without text were made on reload; rotate them to see their text');
        log.info({ version }, 'configuration file applied');
      } catch (error) {
        log.error({ reason: messageOf(error) }, 'configuration file refused; the last stays');
      }
    });
    return queue;
  };
  if (path !== null)
    watchConfigFile(path, first, (text) => void apply(text), { signal: watching.signal });
  return {
    generatedKeys,
    async reload() {
      if (path !== null) await apply(await readFile(path, 'utf8').catch(cannotRead(path)));
    },
    stop: () => watching.abort(),
  };
}

function readOrRefuse({ path, variables, log }: ConfigurationOptions, text: string): ConfigFile {
  const result = readConfigText(text, {
    env: variables,
    now: Date.now(),
    vendors: PROVIDER_ADAPTERS,
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

const cannotRead = (path: string) => (): never => {
  throw new SettingsError(`the configuration file cannot be read: ${path}`);
};

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
