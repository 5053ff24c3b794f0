import { join } from 'node:path';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type DynamicModule, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { acceptEmptyJson } from '../admin/accept-empty-json.js';
import { serveApiDescription } from '../admin/open-api.js';
import { registerConsole } from '../console/serve-console.js';
import { registerDataPlane } from '../data-plane/register-data-plane.js';
import { takeExpressLane } from '../data-plane/take-express-lane.js';
import { answerFrameworkError } from '../errors/answer-framework-error.js';
import type { Readiness } from '../health/readiness.js';
import { registerHealth } from '../health/register-health.js';
import { createMetricsPage } from '../metrics/metrics-page.js';
import { registerMetrics } from '../metrics/register-metrics.js';
import { type ControlParts, controlModules } from './control-modules.js';
import { dataPlaneFacts, describeDataPlane, metricsSources } from './describe-data-plane.js';
import { drainConnections } from './drain-connections.js';
import { jobModules } from './job-modules.js';
import type { OpenedDataPlane } from './open-data-plane.js';
import type { OpenedRequestLog } from './open-request-log.js';
import type { SnapshotHolder } from './snapshot-holder.js';
import type { StartRolesOptions } from './start-roles.js';

// reliability §2 "Slow-loris": headers within 10 s, the whole request within 30 s
const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 30_000;
// Longer than the usual 60 s of load balancers in front, so that they close first.
const KEEP_ALIVE_MS = 72_000;
/** How long requests in flight may take to end when the process is told to. */
const DRAIN_MS = 110_000;
/** A connection whose last answer has ended while draining is closed this soon. */
const SWEEP_MS = 50;

export interface HttpParts extends ControlParts {
  options: StartRolesOptions;
  log: Logger;
  readiness: Readiness;
  snapshots: SnapshotHolder;
  requestLog: OpenedRequestLog;
  dataPlane: OpenedDataPlane | null;
  root: string;
}

export interface OpenedHttp {
  url: string;
  /** The metrics of this process. */
  renderMetrics(): Promise<string>;
  /** Stops accepting and waits for the requests in flight. */
  close(): Promise<void>;
}

@Module({})
class RootModule {}

/** The one port of this process with everything its roles serve. */
export async function openHttp(parts: HttpParts): Promise<OpenedHttp> {
  const { options, log, readiness, dataPlane } = parts;
  const app = await createApplication(parts);
  acceptEmptyJson(app);
  const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  registerHealth(fastify, readiness, () => dataPlaneFacts(parts));
  const renderMetrics = createMetricsPage(metricsSources(parts));
  registerMetrics(fastify, renderMetrics, options.seat?.readPages);
  if (dataPlane && options.roles.includes('gateway')) {
    const plane = describeDataPlane(dataPlane, parts.requestLog, readiness, log);
    takeExpressLane(fastify.server, await registerDataPlane(fastify, plane));
  }
  if (options.roles.includes('control')) {
    serveApiDescription(app);
    await registerConsole(fastify, { root: join(parts.root, 'apps/console/dist') });
  }
  return {
    url: await listen(app, fastify, options),
    renderMetrics,
    async close() {
      await drainConnections(fastify.server);
      const cut = setTimeout(() => fastify.server.closeAllConnections(), DRAIN_MS);
      const sweep = setInterval(() => fastify.server.closeIdleConnections(), SWEEP_MS);
      await app.close();
      clearTimeout(cut);
      clearInterval(sweep);
    },
  };
}

/** @returns where callers reach it; empty where they do not */
async function listen(
  app: NestFastifyApplication,
  { server }: FastifyInstance,
  { port, host }: StartRolesOptions,
): Promise<string> {
  if (port === null) {
    await app.init();
    return '';
  }
  await app.listen(port, host);
  const address = server.address();
  return `http://${hostOf(host)}:${typeof address === 'object' && address ? address.port : port}`;
}

function createApplication(parts: HttpParts): Promise<NestFastifyApplication> {
  const module: DynamicModule = {
    module: RootModule,
    imports: [
      ...(parts.options.roles.includes('control') ? controlModules(parts) : []),
      ...jobModules(parts),
    ],
  };
  const adapter = new FastifyAdapter({
    forceCloseConnections: 'idle',
    keepAliveTimeout: KEEP_ALIVE_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    http: { headersTimeout: HEADERS_TIMEOUT_MS },
    frameworkErrors: answerFrameworkError,
  });
  return NestFactory.create<NestFastifyApplication>(module, adapter, {
    logger: false,
    abortOnError: false,
  });
}

/** What a person can paste: a wildcard address is not one. */
function hostOf(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}
