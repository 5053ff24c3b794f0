import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { startEmbeddedClickHouse } from '@weighbridge/stores/embedded/clickhouse/start-embedded-clickhouse';
import { startEmbeddedPostgres } from '@weighbridge/stores/embedded/postgres/start-embedded-postgres';
import { startLocalRedis } from '@weighbridge/stores/embedded/redis/start-local-redis';
import { startProduct } from '@weighbridge/testing/acceptance/start-product';
import { searchPath } from '../environment.js';
import { pinToCore } from '../measure/start-child.js';
import { describeWeighbridge, renderConfiguration } from './describe-weighbridge.js';
import { findCommand } from './find-command.js';
import type { Target } from './target.js';

/**
 * The gateway role of a cluster: limits leased from Redis, changes heard over it. Only its own processes
 * are weighed; stores and control plane run beside it, as on other machines.
 */
export const weighbridgeCluster: Target = {
  name: 'gateway-role',
  whyMissing: () => (findCommand('redis-server') ? undefined : 'no redis-server on PATH'),
  async start({ upstreamPort, folder, core }) {
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
    const control = await startProduct({
      ...{ config: renderConfiguration(upstreamPort), dataDir: join(folder, 'control'), env },
      arguments: ['--role', 'control'],
    });
    const gateway = await startProduct({
      ...{ dataDir: join(folder, 'gateway'), prefix: pinToCore(core, []), env },
      arguments: ['--role', 'gateway'],
    });
    return {
      ...describeWeighbridge(gateway),
      async stop() {
        for (const product of [gateway, control]) {
          await product.stop();
          await product.remove();
        }
        await Promise.all([postgres.stop(), clickHouse.stop(), redis?.stop()]);
      },
    };
  },
};
