import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

export type Environment = Record<string, string | undefined>;

/** What the process is told from outside: `CONTRACT` §2, read once, typed, checked. */
export interface Settings {
  host: string;
  port: number;
  dataDir: string;
  configPath: string | null;
  adminToken: string | null;
  /** 32 bytes, base64; null: generated in embedded mode. */
  masterKey: string | null;
  initial: { workspace: string; publicKey: string; secretKey: string } | null;
  databaseUrl: string | null;
  clickhouseUrl: string | null;
  redisUrl: string | null;
  otlp: { endpoint: string; headers: Record<string, string> } | null;
  journalSync: 'process' | 'disk';
  /** Processes that serve the port together. */
  workers: number;
  logLevel: string;
  /** What `${NAME}` in the configuration file and provider keys are read from. */
  variables: Environment;
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];
const MAX_PORT = 65_535;
const MAX_WORKERS = 128;

/** An environment variable that cannot be used; the message names it and the fix. */
export class SettingsError extends Error {
  override name = 'SettingsError';
}

/** The environment of this process: the one place that reads it. */
export const processEnvironment = (): Environment => process.env;

/**
 * Reads the settings of a process.
 * @param environment usually {@link processEnvironment}
 * @param rootDir what a relative `WB_DATA_DIR` and `WB_CONFIG` are relative to
 * @throws SettingsError naming the variable
 */
export function readSettings(environment: Environment, rootDir: string): Settings {
  const variables = withFileForms(environment);
  const text = (name: string) => variables[name] || null;
  return {
    host: text('WB_HOST') ?? '127.0.0.1',
    port: readPort(text('WB_PORT') ?? '4000'),
    dataDir: resolve(rootDir, text('WB_DATA_DIR') ?? '.weighbridge'),
    configPath: findConfig(rootDir, text('WB_CONFIG')),
    adminToken: readAdminToken(text('WB_ADMIN_TOKEN')),
    masterKey: readMasterKey(text('WB_MASTER_KEY')),
    initial: readInitialWorkspace(text),
    databaseUrl: text('DATABASE_URL'),
    clickhouseUrl: text('CLICKHOUSE_URL'),
    redisUrl: text('REDIS_URL'),
    otlp: readOtlp(text),
    journalSync: readChoice('WB_JOURNAL_SYNC', text('WB_JOURNAL_SYNC') ?? 'process', [
      'process',
      'disk',
    ]) as 'process' | 'disk',
    workers: readWorkers(text('WB_WORKERS') ?? '1'),
    logLevel: readChoice('WB_LOG_LEVEL', text('WB_LOG_LEVEL') ?? 'info', LOG_LEVELS),
    variables,
  };
}

/** The file that is named, else `weighbridge.yaml` where there is one. */
function findConfig(rootDir: string, named: string | null): string | null {
  if (named) return resolve(rootDir, named);
  const usual = resolve(rootDir, 'weighbridge.yaml');
  return existsSync(usual) ? usual : null;
}

/** `NAME_FILE` gives the content of a file to `NAME`, as container secrets are mounted. */
function withFileForms(environment: Environment): Environment {
  const variables: Environment = { ...environment };
  for (const [name, path] of Object.entries(environment)) {
    if (!name.endsWith('_FILE') || !path) continue;
    const target = name.slice(0, -'_FILE'.length);
    if (!isSecretName(target) || environment[target]) continue;
    try {
      variables[target] = readFileSync(path, 'utf8').trim();
    } catch {
      throw new SettingsError(`${name} names a file that cannot be read: ${path}`);
    }
  }
  return variables;
}

const isSecretName = (name: string): boolean =>
  /(_KEY|_TOKEN|_SECRET|_PASSWORD|_URL|_HEADERS|_CREDENTIALS)$/.test(name);

function readPort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > MAX_PORT)
    throw new SettingsError(`WB_PORT must be a number from 0 to ${MAX_PORT}, not "${text}"`);
  return port;
}

function readWorkers(text: string): number {
  const workers = Number(text);
  if (!Number.isInteger(workers) || workers < 1 || workers > MAX_WORKERS)
    throw new SettingsError(`WB_WORKERS must be a number from 1 to ${MAX_WORKERS}, not "${text}"`);
  return workers;
}

function readChoice(name: string, value: string, choices: string[]): string {
  if (!choices.includes(value))
    throw new SettingsError(`${name} must be one of ${choices.join(', ')}, not "${value}"`);
  return value;
}

function readAdminToken(token: string | null): string | null {
  if (token !== null && token.length < 16)
    throw new SettingsError('WB_ADMIN_TOKEN must have at least 16 characters');
  return token;
}

function readMasterKey(text: string | null): string | null {
  if (text !== null && Buffer.from(text, 'base64').length !== 32)
    throw new SettingsError(
      'WB_MASTER_KEY must be 32 bytes in base64 (make one with: openssl rand -base64 32)',
    );
  return text;
}

function readInitialWorkspace(text: (name: string) => string | null): Settings['initial'] {
  const workspace = text('WB_INIT_WORKSPACE');
  const publicKey = text('WB_INIT_PUBLIC_KEY');
  const secretKey = text('WB_INIT_SECRET_KEY');
  if (!workspace && !publicKey && !secretKey) return null;
  if (!workspace || !publicKey || !secretKey)
    throw new SettingsError(
      'WB_INIT_WORKSPACE, WB_INIT_PUBLIC_KEY and WB_INIT_SECRET_KEY go together: set all three',
    );
  for (const [name, key] of [
    ['WB_INIT_PUBLIC_KEY', publicKey],
    ['WB_INIT_SECRET_KEY', secretKey],
  ] as const)
    if (key.length < 16) throw new SettingsError(`${name} must have at least 16 characters`);
  return { workspace, publicKey, secretKey };
}

/** `OTEL_EXPORTER_OTLP_HEADERS` is `name=value,name=value` with percent-encoded values (OTel specification). */
function readOtlp(text: (name: string) => string | null): Settings['otlp'] {
  const endpoint = text('OTEL_EXPORTER_OTLP_ENDPOINT');
  if (!endpoint) return null;
  const headers: Record<string, string> = {};
  for (const pair of (text('OTEL_EXPORTER_OTLP_HEADERS') ?? '').split(',')) {
    const at = pair.indexOf('=');
    if (at > 0) headers[pair.slice(0, at).trim()] = decodeHeader(pair.slice(at + 1).trim());
  }
  return { endpoint, headers };
}

function decodeHeader(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
