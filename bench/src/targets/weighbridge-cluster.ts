import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { startEmbeddedClickHouse } from '@weighbridge/stores/embedded/clickhouse/start-embedded-clickhouse';
import { startEmbeddedPostgres } from '@weighbridge/stores/embedded/postgres/start-embedded-postgres';
import { startLocalRedis } from '@weighbridge/stores/embedded/redis/start-local-redis';
import { type StartOptions, startProduct } from '@weighbridge/testing/acceptance/start-product';
import { searchPath } from '../environment.js';
import { pinToCore } from '../measure/start-child.js';
import { describeWeighbridge, renderConfiguration, SAMPLING } from './describe-weighbridge.js';
import { findCommand } from './find-command.js';
import type { Target } from './target.js';

const started = (evals?: object): Target['start'] =>
  async function start({ upstreamPort, folder, core }) {
    const dataDir = join(folder, 'stores');
    const log = (): void => undefined;
    const [postgres, clickHouse, redis] = await Promise.all([
      startEmbeddedPostgres({ dataDir, log }),
      startEmbeddedClickHouse({ dataDir, log }),
      startLocalRedis({ dataDir, searchPath: searchPath().join(':') }),
    ]);
    const env = {
      DATABASE_URL: postgres.url,
      CLICKHOUSE_URL: clickHouse.url,
      REDIS_URL: redis?.url ?? '',
      WB_MASTER_KEY: randomBytes(32).toString('base64'),
    };
    const startRole = (role: string, more: StartOptions = {}) =>
      startProduct({ dataDir: join(folder, role), env, arguments: ['--role', role], ...more });
    const control = await startRole('control', {
      config: renderConfiguration(upstreamPort, evals),
    });
    const beside = evals ? [await startRole('worker'), control] : [control];
    const gateway = await startRole('gateway', { prefix: pinToCore(core, []) });
    return {
      ...describeWeighbridge(gateway),
      async stop() {
        for (const product of [gateway, ...beside]) {
          await product.stop();
          await product.remove();
        }
        await Promise.all([postgres.stop(), clickHouse.stop(), redis?.stop()]);
      },
    };
  };

const whyMissing = (): string | undefined =>
  findCommand('redis-server') ? undefined : 'no redis-server on PATH';

/**
 * The gateway role of a cluster: limits leased from Redis, changes heard over it. Only its own processes
 * are weighed; stores, control plane and worker run beside it, as on other machines.
 */
export const weighbridgeCluster: Target = { name: 'gateway-role', whyMissing, start: started() };

/** The same with automatic evaluation on, which the worker does. */
export const weighbridgeClusterSampling: Target = {
  name: 'gateway-role-sampling',
  whyMissing,
  onlyWhenNamed: true,
  start: started(SAMPLING),
};
