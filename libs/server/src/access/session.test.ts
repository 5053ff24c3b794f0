import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Controller, Get, Module } from '@nestjs/common';
import { DiscoveryModule, NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import {
  ensureFirstStart,
  type FirstStart,
} from '@weighbridge/govern/bootstrap/ensure-first-start';
import { ADMIN_TOKEN, openTestAdminApi, type TestAdminApi } from '../admin/admin-api.fixture.js';
import { DemandDeclarations } from './demand-declarations.js';
import { RequiresPermission } from './requires-permission.js';

describe('console sessions', () => {
  let api: TestAdminApi;
  let login: FirstStart['consoleLogin'];
  beforeAll(async () => {
    api = await openTestAdminApi();
    login = (await ensureFirstStart(api.govern))!.consoleLogin;
  }, 60_000);
  afterAll(() => api.close());

  const signIn = async () => {
    const answer = await api.call('POST', 'session', { as: {}, body: login });
    const setCookie = String(answer.headers['set-cookie']);
    return { answer, setCookie, cookie: setCookie.split(';')[0]! };
  };

  test('the printed login opens a session that scripts and foreign pages cannot use', async () => {
    const { answer, setCookie, cookie } = await signIn();
    expect(answer.status).toBe(201);
    expect(setCookie).toMatch(/HttpOnly; SameSite=Strict/);
    const who = await api.call('GET', 'session', { as: { cookie } });
    expect(who.json).toMatchObject({
      user: { email: 'admin@localhost' },
      instance_owner: true,
      organizations: { default: 'owner' },
      workspaces: { default: 'owner' },
    });
    const body = { id: 'team-of-session' };
    const bare = await api.call('POST', 'teams', { as: { cookie }, body });
    expect(bare.json.error.code).toBe('csrf_failed');
    const token = { cookie, 'x-wb-csrf': who.json.csrf_token };
    const foreign = { ...token, origin: 'https://evil.example' };
    expect((await api.call('POST', 'teams', { as: foreign, body })).json.error.code).toBe(
      'csrf_failed',
    );
    expect((await api.call('POST', 'teams', { as: token, body })).status).toBe(201);
  });

  test('each sign-in has its own secret, only hashes are stored, and signing out ends all', async () => {
    const one = await signIn();
    const other = await signIn();
    expect(one.cookie).not.toBe(other.cookie);
    const stored = JSON.stringify(
      await api.govern.dataSource.query('SELECT * FROM console_sessions'),
    );
    expect(stored).not.toContain(one.cookie.split('=')[1]);
    const as = { cookie: one.cookie, 'x-wb-csrf': one.answer.json.csrf_token };
    expect((await api.call('DELETE', 'session', { as })).status).toBe(204);
    for (const { cookie } of [one, other]) {
      expect((await api.call('GET', 'session', { as: { cookie } })).status).toBe(401);
    }
  });

  test('a wrong password and an unknown address are answered alike, and not for ever', async () => {
    const attempt = (email: string) =>
      api.call('POST', 'session', { as: {}, body: { email, password: 'wrong' } });
    const unknown = await attempt('nobody@localhost');
    const wrong = await attempt('admin@localhost');
    expect({ ...wrong, headers: null }).toEqual({ ...unknown, headers: null });
    expect(wrong.status).toBe(401);
    const statuses: number[] = [];
    for (let index = 0; index < 10; index++)
      statuses.push((await attempt('nobody@localhost')).status);
    expect(statuses).toEqual([...Array(9).fill(401), 429]);
  });

  test.each([
    ['no credentials', {}, 'not_signed_in'],
    ['a made-up session', { cookie: 'wb_session=wbs_made-up' }, 'not_signed_in'],
    ['another bearer', { authorization: 'Bearer wb_something' }, 'invalid_api_key'],
    [
      'the admin token cut short',
      { authorization: `Bearer ${ADMIN_TOKEN.slice(0, -1)}` },
      'invalid_api_key',
    ],
  ])('%s opens nothing', async (_, as, code) => {
    const answer = await api.call('GET', 'keys', { as });
    expect(answer.status).toBe(401);
    expect(answer.json.error.code).toBe(code);
  });
});

@Controller('api/v1/declared')
class DeclaredController {
  @Get()
  @RequiresPermission('keys.read')
  read() {
    return {};
  }
}

@Controller('api/v1/forgotten')
class ForgottenController {
  @Get('about')
  read() {
    return {};
  }
}

const moduleOf = (...controllers: (typeof DeclaredController | typeof ForgottenController)[]) => {
  class TestModule {}
  Module({ imports: [DiscoveryModule], controllers, providers: [DemandDeclarations] })(TestModule);
  return TestModule;
};

test('a route without a declared permission keeps the process from starting', async () => {
  const start = async (...controllers: Parameters<typeof moduleOf>) => {
    const options = { logger: false, abortOnError: false } as const;
    const app = await NestFactory.create(moduleOf(...controllers), new FastifyAdapter(), options);
    await app.init().finally(() => app.close());
  };
  await expect(start(DeclaredController)).resolves.toBeUndefined();
  await expect(start(DeclaredController, ForgottenController)).rejects.toThrow(
    'routes without @RequiresPermission or @Public: GET /api/v1/forgotten/about',
  );
});
