import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type SandboxServer, serveSandbox } from './serve-sandbox.js';

let sandbox: SandboxServer;
beforeAll(async () => void (sandbox = await serveSandbox({ timeScale: 0 })));
afterAll(() => sandbox.close());

const chat = (body: object) =>
  fetch(`${sandbox.baseUrl}/chat/completions`, {
    method: 'POST',
    body: JSON.stringify({
      model: 'swift-mini',
      messages: [{ role: 'user', content: 'Hi' }],
      ...body,
    }),
  });

describe('the sandbox server', () => {
  test('answers whole and streamed', async () => {
    expect(await (await chat({})).json()).toMatchObject({ weighbridge: { simulated: true } });
    expect(await (await chat({ stream: true })).text()).toMatch(/data: \[DONE\]\n\n$/);
  });

  test('breaks the connection of a cut stream', async () => {
    await expect(
      chat({ model: 'cut', stream: true }).then((response) => response.text()),
    ).rejects.toThrow();
  });

  test('a repeated request to flaky fails only sometimes', async () => {
    const statuses = await Promise.all(
      Array.from({ length: 40 }, async () => (await chat({ model: 'flaky' })).status),
    );
    expect(statuses).toContain(200);
    expect(statuses.some((status) => status !== 200)).toBe(true);
  });

  test('takes its time when it is told to', async () => {
    const slow = await serveSandbox({ timeScale: 1 });
    const before = performance.now();
    await fetch(`${slow.baseUrl}/embeddings`, {
      method: 'POST',
      body: '{"model":"embed","input":"a"}',
    });
    expect(performance.now() - before).toBeGreaterThanOrEqual(9);
    await slow.close();
  });
});
