import { BUILT_IN_CATALOGUE } from '@weighbridge/gateway/catalogue/built-in-catalogue';
import { checkLiveScorer } from '@weighbridge/evals/scorers/score-subject';
import { createModelDirectory } from '../platform/model-directory.js';
import type { ErrorBody } from '@weighbridge/contracts/resources/envelope';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import {
  openTestGovern,
  type TestGovern,
} from '@weighbridge/stores/postgres/govern/govern.fixture';
import { readAuditPage } from '@weighbridge/stores/postgres/govern/read-audit-log';
import { tryStoredProvider } from '../operations/try-provider.js';
import { AdminModule } from './admin.module.js';

export const ADMIN_TOKEN = 'wb_admin_for_tests';

export interface AdminCall {
  /** Headers that say who calls; the admin token by default. */
  as?: Record<string, string>;
  body?: unknown;
}

export interface AdminAnswer {
  status: number;
  headers: Record<string, unknown>;
  /** The body as it was sent. */
  text: string;
  /** The body read as JSON, with the fields that tests look at. */
  json: {
    id: string;
    key: string;
    csrf_token: string;
    data: { id: string }[];
    next_cursor: string | null;
    error: ErrorBody['error'];
  };
}

/** The admin API on a database of its own, called without a socket. */
export interface TestAdminApi {
  govern: TestGovern;
  app: NestFastifyApplication;
  unexpected: unknown[];
  call(method: string, path: string, call?: AdminCall): Promise<AdminAnswer>;
  close(): Promise<void>;
}

export const asAdmin = { authorization: `Bearer ${ADMIN_TOKEN}` };

export interface TestAdminApiOptions {
  checkSnapshot?: Parameters<typeof openTestGovern>[0];
  /** Modules whose routes the same guard protects. */
  furtherModules?: DynamicModule[];
  /** Called before the application starts. */
  prepare?: (app: NestFastifyApplication) => void;
}

class TestModule {}

export async function openTestAdminApi({
  checkSnapshot,
  furtherModules,
  prepare,
}: TestAdminApiOptions = {}): Promise<TestAdminApi> {
  const govern = await openTestGovern(checkSnapshot);
  const unexpected: unknown[] = [];
  const admin = AdminModule.register({
    ...govern,
    adminToken: ADMIN_TOKEN,
    readAuditPage: (tenants, page) => readAuditPage(govern.dataSource, tenants, page),
    checkScorer: checkLiveScorer,
    models: createModelDirectory(() => BUILT_IN_CATALOGUE),
    tryProvider: (workspaceId, id) => tryStoredProvider(govern, id, workspaceId ?? undefined),
    reportUnexpected: (error) => unexpected.push(error),
  });
  const module = { module: TestModule, imports: [admin, ...(furtherModules ?? [])] };
  const app = await NestFactory.create<NestFastifyApplication>(module, new FastifyAdapter(), {
    logger: false,
    abortOnError: false,
  });
  prepare?.(app);
  await app.init();
  return {
    ...{ govern, app, unexpected },
    async call(method, path, { as = asAdmin, body } = {}) {
      const answer = await app.inject({
        method: method as 'GET',
        url: `/api/v1/${path}`,
        headers: as,
        ...(body !== undefined && { payload: body as object }),
      });
      const json = answer.body === '' ? null : answer.json();
      return { status: answer.statusCode, headers: answer.headers, text: answer.body, json };
    },
    async close() {
      await app.close();
      await govern.close();
    },
  };
}
