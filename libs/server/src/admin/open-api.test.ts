import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openTestAdminApi, type TestAdminApi } from './admin-api.fixture.js';
import { serveApiDescription } from './open-api.js';

/** Written with: curl -s http://127.0.0.1:4000/api/openapi.json */
const COMMITTED = new URL('../../../../docs/openapi.json', import.meta.url);

describe('the description of the API', () => {
  let api: TestAdminApi;
  beforeAll(async () => {
    api = await openTestAdminApi(undefined, serveApiDescription);
  }, 60_000);
  afterAll(() => api.close());
  const get = (url: string) => api.app.inject({ method: 'GET', url });

  test('every route of the admin API is in the committed description as it is served', async () => {
    const answer = await get('/api/openapi.json');
    const { paths } = answer.json();
    const committed = JSON.parse(readFileSync(COMMITTED, 'utf8'));
    expect(Object.keys(paths)).toContain('/api/v1/keys/{id}/rotate');
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
