import { EventEmitter, once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type InstanceOptions, type InstanceSurroundings, runInstance } from './run-instance.js';

async function listen(server: Server, port = 0): Promise<number> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

describe('an instance', () => {
  let options: InstanceOptions;
  let signals: EventEmitter;
  let events: string[];
  let unreadyAnswers: number;
  const said: string[] = [];

  /** Roles that answer 503 a few times before they are ready. */
  const startRoles: InstanceSurroundings['startRoles'] = async ({ port }) => {
    let asked = 0;
    const server = createServer((_request, response) => {
      asked += 1;
      response.writeHead(asked > unreadyAnswers ? 200 : 503).end();
    });
    const listening = await listen(server, port);
    return {
      url: `http://127.0.0.1:${listening}`,
      firstRun: ['login: admin'],
      async reload() {
        events.push('reload');
      },
      async close() {
        events.push('close');
        server.close();
        server.closeAllConnections();
      },
    };
  };

  /** Runs an instance; `ready` resolves with its ready line, `ended` when all has ended. */
  const run = () => {
    let onReady: (line: string) => void;
    const ready = new Promise<string>((resolve) => {
      onReady = resolve;
    });
    const ended = runInstance(options, {
      startRoles,
      signals,
      say: (line) => said.push(line),
      print: (line) => {
        events.push(line);
        if (line.startsWith('weighbridge ready')) onReady(line);
      },
    });
    return { ready, ended };
  };

  beforeEach(async () => {
    signals = new EventEmitter();
    events = [];
    unreadyAnswers = 0;
    options = {
      roles: ['gateway', 'control', 'worker'],
      databaseUrl: 'postgres://elsewhere/db',
      clickhouseUrl: 'http://elsewhere:8123',
      redisUrl: undefined,
      dataDir: await mkdtemp(join(tmpdir(), 'weighbridge-instance-')),
      host: '127.0.0.1',
      port: 0,
      env: {},
    };
  });
  afterEach(() => rm(options.dataDir, { recursive: true, force: true }));

  test('prints the first-run lines and the ready line once it is ready, and ends on one signal sent twice', async () => {
    unreadyAnswers = 2;
    const { ready, ended } = run();
    const line = await ready;
    expect(line).toMatch(/^weighbridge ready http:\/\/127\.0\.0\.1:\d+$/);
    signals.emit('SIGHUP', 'SIGHUP');
    signals.emit('SIGINT', 'SIGINT');
    signals.emit('SIGTERM', 'SIGTERM');
    await ended;
    expect(events).toEqual(['login: admin', line, 'reload', 'close']);
    expect(signals.eventNames()).toEqual([]);
    // The lock is free again.
    const again = run();
    await again.ready;
    signals.emit('SIGTERM', 'SIGTERM');
    await again.ended;
  });

  test('a second instance on the same data directory is refused with the address of the first', async () => {
    const first = run();
    const url = (await first.ready).split(' ')[2];
    await expect(run().ended).rejects.toThrow(`${url}) already uses the data directory`);
    signals.emit('SIGTERM', 'SIGTERM');
    await first.ended;
  });

  test('a taken port is named, with the variable to change', async () => {
    const other = createServer();
    options.port = await listen(other);
    await expect(run().ended).rejects.toThrow(
      new RegExp(`port ${options.port} on 127.0.0.1 is taken.*WB_PORT`),
    );
    other.close();
  });

  test('one role alone needs stores to share', async () => {
    options.roles = ['gateway'];
    options.clickhouseUrl = undefined;
    await expect(run().ended).rejects.toThrow(/CLICKHOUSE_URL/);
  });

  test('a signal during the start ends it without an error', async () => {
    unreadyAnswers = 1_000_000;
    const { ended } = run();
    setTimeout(() => signals.emit('SIGTERM', 'SIGTERM'), 100);
    await ended;
    expect(events).toEqual(['close']);
  });
});
