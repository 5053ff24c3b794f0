import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import Fastify, { type FastifyInstance } from 'fastify';
import { registerConsole } from './serve-console.js';

const PAGE = '<!doctype html><title>Weighbridge</title>';
const WITH_NONCE = `${PAGE}<style nonce="CSP_NONCE"></style>`;
let root: string;
let server: FastifyInstance;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'console-'));
  await mkdir(join(root, 'assets'));
  await writeFile(join(root, 'index.html'), WITH_NONCE);
  await writeFile(join(root, 'assets', 'index-abc.js'), 'export {}');
  await writeFile(join(root, 'assets', 'index-abc.js.gz'), gzipSync('export {}'));
  server = Fastify();
  server.setNotFoundHandler((_request, reply) => reply.code(404).send({ error: 'not_found' }));
  await registerConsole(server, { root });
});

afterAll(async () => {
  await server.close();
  await rm(root, { recursive: true });
});

const navigate = (url: string) =>
  server.inject({ url, headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' } });

describe('the console', () => {
  test.each(['/', '/requests', '/requests/req_1?tab=answer', '/apiary'])(
    'a browser at %s gets the page',
    async (url) => {
      const answer = await navigate(url);
      expect([answer.statusCode, answer.body]).toEqual([200, expect.stringContaining(PAGE)]);
      expect(answer.headers['cache-control']).toBe('no-cache');
      expect(answer.headers['content-type']).toContain('text/html');
    },
  );

  test.each(['/api/v1/nothing', '/v1/nothing', '/v1', '/health/nothing', '/metrics?x=1'])(
    'a browser at %s gets the 404 of the API',
    async (url) => {
      const answer = await navigate(url);
      expect([answer.statusCode, answer.json()]).toEqual([404, { error: 'not_found' }]);
    },
  );

  test('a program that asks for an unknown path gets 404, not a page', async () => {
    const answer = await server.inject({ url: '/requests', headers: { accept: '*/*' } });
    expect(answer.statusCode).toBe(404);
  });

  test('hashed files are kept for ever and come compressed when asked', async () => {
    const answer = await server.inject({
      url: '/assets/index-abc.js',
      headers: { 'accept-encoding': 'gzip' },
    });
    expect(answer.headers).toMatchObject({
      'cache-control': 'public, max-age=31536000, immutable',
      'content-encoding': 'gzip',
    });
    expect(answer.headers['content-type']).toContain('javascript');
  });

  test.each(['/assets/index-gone.js', '/assets/../index.html/../../../etc/passwd'])(
    'a missing file at %s is 404',
    async (url) => {
      expect((await server.inject({ url })).statusCode).toBe(404);
    },
  );

  test('the page may run only our own scripts and not be framed', async () => {
    const { headers } = await navigate('/');
    const policy = String(headers['content-security-policy']);
    expect(policy).toMatch(/script-src 'self';/);
    expect(policy).not.toContain('unsafe');
    expect(policy).toContain("frame-ancestors 'none'");
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
  });

  test('styles written by scripts need a nonce that no two answers share', async () => {
    const nonces = await Promise.all(
      [1, 2].map(async () => {
        const { headers, body } = await navigate('/requests');
        const nonce = /style-src 'self' 'nonce-([\w-]{22})'/.exec(
          String(headers['content-security-policy']),
        )?.[1];
        expect(body).toBe(`${PAGE}<style nonce="${nonce}"></style>`);
        return nonce;
      }),
    );
    expect(new Set(nonces).size).toBe(2);
  });

  test('a missing build says how to make one', async () => {
    const bare = Fastify();
    await registerConsole(bare, { root: join(root, 'nothing') });
    const answer = await bare.inject('/');
    expect([answer.statusCode, answer.body]).toEqual([
      503,
      expect.stringContaining('npm run build'),
    ]);
    await bare.close();
  });
});
