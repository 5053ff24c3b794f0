import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { EvalsModule } from '../evals/evals.module.js';
import type { EvalQueries } from '../evals/evals-dependencies.js';
import { JobQueues } from '../jobs/job-queues.js';
import { JobsController } from '../jobs/jobs.controller.js';
import { RequestsModule } from '../observe/requests.module.js';
import { RoutingModule } from '../routing/routing.module.js';
import { openTestAdminApi, type TestAdminApi } from './admin-api.fixture.js';
import { serveApiDescription } from './open-api.js';

/** Written with: curl -s http://127.0.0.1:4000/api/openapi.json */
const COMMITTED = new URL('../../../../docs/openapi.json', import.meta.url);

const notCalled = (): never => {
  throw new Error('only described here, never called');
};
const NO_LOG = { readRequests: notCalled, readRequest: notCalled, readUsage: notCalled };
const NO_STORE = { read: notCalled, mutate: notCalled };
/** The query API: described in the same document, so protected by the same guard. */
const QUERY_MODULES = [
  RequestsModule.register({ log: NO_LOG, store: NO_STORE, freshness: notCalled }),
  RoutingModule.register({ store: NO_STORE, snapshot: () => null, gateway: null, now: notCalled }),
  EvalsModule.register({ store: NO_STORE, queries: {} as EvalQueries }),
  {
    module: class NoJobs {},
    controllers: [JobsController],
    providers: [{ provide: JobQueues, useValue: new JobQueues(new Map()) }],
  },
];

describe('the description of the API', () => {
  let api: TestAdminApi;
  beforeAll(async () => {
    api = await openTestAdminApi({
      prepare: serveApiDescription,
      furtherModules: QUERY_MODULES,
    });
  }, 60_000);
  afterAll(() => api.close());
  const get = (url: string) => api.app.inject({ method: 'GET', url });

  test('the committed description is the one that is served, route by route', async () => {
    const answer = await get('/api/openapi.json');
    const { paths } = answer.json();
    const committed = JSON.parse(readFileSync(COMMITTED, 'utf8'));
    expect(Object.keys(paths)).toContain('/api/v1/keys/{id}/rotate');
    expect(Object.keys(committed.paths).sort()).toEqual(Object.keys(paths).sort());
    for (const path of Object.keys(paths)) {
      expect({ path, is: committed.paths[path] }).toEqual({ path, is: paths[path] });
    }
  });

  test('the page to browse it loads nothing from elsewhere', async () => {
    const page = await get('/api/docs');
    expect(page.statusCode).toBe(200);
    expect(page.body).not.toMatch(/(src|href)="(https?:)?\/\//);
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
  });
});
