import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  ensureFirstStart,
  ensureInitialWorkspace,
  type FirstStart,
} from '@weighbridge/govern/bootstrap/ensure-first-start';
import type { CountedRequest } from '@weighbridge/observe/metrics/request-metrics';
import { createSamplingStart } from '@weighbridge/evals/sampling/begin-sampling';
import { createWorkStore } from '@weighbridge/stores/postgres/evals/create-work-store';
import { loadSnapshotSource } from '@weighbridge/stores/postgres/load-snapshot-source';
import { shipHere } from '@weighbridge/stores/journal/shipping/ship-here';
import { shipInOwnProcess } from '@weighbridge/stores/journal/shipping/ship-in-own-process';
import { readConfigVersion } from '@weighbridge/stores/postgres/read-config-version';
import { watchConfigVersion } from '@weighbridge/stores/postgres/watch-config-version';
import type { Logger } from 'pino';
import { Readiness } from '../health/readiness.js';
import { placeSandbox } from '../sandbox/place-sandbox.js';
import { serveSandbox } from '../sandbox/serve-sandbox.js';
import { type AppliedConfiguration, applyConfiguration } from './apply-configuration.js';
import { describeFirstRun } from './describe-first-run.js';
import { explainAbsence } from './explain-absence.js';
import { type Environment, readSettings, type Settings } from './env.js';
import { keepSecrets } from './keep-secrets.js';
import { createLog } from './log.js';
import { type ControlPlane, openControlPlane } from './open-control-plane.js';
import { openDataPlane } from './open-data-plane.js';
import { openHttp } from './open-http.js';
import { openBus, openCounters, type Seat } from './open-shared.js';
import { openRequestLog } from './open-request-log.js';
import { journalDirOf } from './journal-dirs.js';
import { shipLeftovers } from './ship-leftovers.js';
import { SnapshotHolder } from './snapshot-holder.js';
import { trySnapshot } from './try-snapshot.js';

export type Role = 'gateway' | 'control' | 'worker';

export interface StartRolesOptions {
  roles: Role[];
  databaseUrl: string;
  clickhouseUrl: string;
  redisUrl: string | undefined;
  dataDir: string;
  host: string;
  /** Null: nobody asks this process anything over HTTP. */
  port: number | null;
  env: Environment;
  /** Where an instance has several processes: which of them this is. */
  seat?: Seat;
}

export interface StartedRoles {
  url: string;
  /** What only the very first start can say. */
  firstRun: string[];
  /** Reads the configuration file again. */
  reload(): Promise<void>;
  /** What this process alone shows at `/metrics`; undefined where those it looks after do. */
  renderMetrics?(): Promise<string>;
  /** Counts a request of a process beside this one in the metrics that this one shows. */
  countRequest?(request: CountedRequest): void;
  /** Replaces the processes one at a time, without failing a request; undefined where there is one. */
  roll?(): Promise<void>;
  /** Drains requests, flushes, ends. */
  close(): Promise<void>;
}

/** To Postgres, of all processes of an instance together. */
const CONNECTIONS = 10;
const ROOT = resolve(fileURLToPath(new URL('.', import.meta.url)), '../../../..');

/** Starts the roles of this process on the given stores, and stays until closed. */
export async function startRoles(options: StartRolesOptions): Promise<StartedRoles> {
  const settings = { ...readSettings(options.env, ROOT), dataDir: options.dataDir };
  const log = createLog(settings.logLevel, options.seat?.name);
  const secrets = keepSecrets(settings);
  const say = (line: string): void => log.warn(line);
  const { seat, redisUrl } = options;
  const sandbox = await serveSandbox();
  const control = await openControlPlane({
    bus: await openBus(redisUrl, seat, say),
    maxConnections: connectionsOf(seat),
    databaseUrl: options.databaseUrl,
    masterKey: secrets.masterKey,
    dataDir: options.dataDir,
    checkSnapshot: (source) => trySnapshot(placeSandbox(source, sandbox.baseUrl)),
  }).catch((error: unknown) => {
    throw explainAbsence(error);
  });
  const has = (role: Role): boolean => options.roles.includes(role);
  const leads = has('control') && (seat?.index ?? 0) === 0;
  const first = leads ? await ensureTenants(control, settings) : null;
  const configuration = leads ? await configure(control, settings, log) : null;
  const requestLog = await openRequestLog(options.clickhouseUrl, log);
  const snapshots = openSnapshots(control, sandbox.baseUrl, log);
  if (leads) markSampling(control, snapshots, log);
  const startShipping = has('gateway')
    ? shipInOwnProcess(options)
    : shipHere({ dataSource: control.dataSource, clickhouse: requestLog.clickhouse });
  // The worker calls models as callers do, by a data plane of its own that nobody else reaches.
  const dataPlane =
    has('gateway') || has('worker')
      ? await openDataPlane({
          ...{ control, snapshots, settings, startShipping, log },
          journalDir: journalDirOf(options.dataDir, seat),
          counters: await openCounters(redisUrl, seat, say),
          onFinished: seat?.onFinished,
        })
      : null;
  const leftovers = await shipLeftovers(options.dataDir, seat, {
    ...{ sync: settings.journalSync, dataSource: control.dataSource, startShipping, log: say },
  });
  await snapshots.refresh(await readConfigVersion(control.dataSource));
  const stopFollowing = follow(control, snapshots, log);
  const readiness = new Readiness();
  const http = await openHttp({
    ...{ options, settings, log, readiness, control, snapshots, requestLog, dataPlane },
    adminToken: secrets.adminToken,
    root: ROOT,
  });
  readiness.becomeReady();
  return {
    url: http.url,
    firstRun: describeFirstRun({ first, configuration, adminToken: secrets.adminToken }, http.url),
    reload: () => configuration?.reload() ?? Promise.resolve(),
    renderMetrics: http.renderMetrics,
    countRequest: (request) => dataPlane?.metrics.recordRequest(request),
    async close() {
      readiness.drain();
      configuration?.stop();
      await http.close();
      stopFollowing();
      await dataPlane?.close();
      await leftovers.close();
      await requestLog.close();
      await sandbox.close();
      await control.close();
    },
  };
}

/** Several processes share what one Postgres takes. */
const connectionsOf = (seat: Seat | undefined): number =>
  Math.max(4, Math.floor(CONNECTIONS / (seat?.of ?? 1)));

async function ensureTenants(
  control: ControlPlane,
  settings: Settings,
): Promise<FirstStart | null> {
  const first = await ensureFirstStart(control);
  if (settings.initial) await ensureInitialWorkspace(control, settings.initial);
  return first;
}

const configure = (
  control: ControlPlane,
  settings: Settings,
  log: Logger,
): Promise<AppliedConfiguration> =>
  applyConfiguration({ control, log, path: settings.configPath, variables: settings.variables });

function openSnapshots(control: ControlPlane, sandboxUrl: string, log: Logger): SnapshotHolder {
  return new SnapshotHolder({
    log,
    vendors: control.catalogue.vendors,
    async load() {
      await control.catalogue.refresh();
      return placeSandbox(await loadSnapshotSource(control.dataSource, control.vault), sandboxUrl);
    },
  });
}

/** Marks from when on workspaces are judged, whether or not there is a worker yet. */
function markSampling(control: ControlPlane, snapshots: SnapshotHolder, log: Logger): void {
  const mark = createSamplingStart(createWorkStore(control.dataSource), () => control.clock.now());
  snapshots.onSwap((_snapshot, { workspaces }) => {
    mark(workspaces).catch((error: unknown) => {
      log.warn({ reason: String(error) }, 'workspaces are judged from when a worker reads them');
    });
  });
}

/** Follows the configuration: the bus at once, the version in the database as the backstop. */
function follow(control: ControlPlane, snapshots: SnapshotHolder, log: Logger): () => void {
  const refresh = (version: number): Promise<void> =>
    snapshots.refresh(version).catch((error: unknown) => {
      log.warn({ reason: String(error) }, 'the new configuration could not be loaded');
    });
  const unsubscribe = control.bus.subscribe(refresh);
  const watching = new AbortController();
  let isAway = false;
  watchConfigVersion(control.dataSource, {
    signal: watching.signal,
    onVersion: (version) => void refresh(version),
    onRead() {
      snapshots.noteAgreement();
      if (isAway) log.info('the control database answers again');
      isAway = false;
    },
    onError(error) {
      if (!isAway)
        log.warn({ reason: String(error) }, 'the control database is away; known keys are served');
      isAway = true;
    },
  });
  return () => {
    unsubscribe();
    watching.abort();
  };
}
