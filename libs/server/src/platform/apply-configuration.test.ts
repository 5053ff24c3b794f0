import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ensureFirstStart } from '@weighbridge/govern/bootstrap/ensure-first-start';
import {
  openTestGovern,
  type TestGovern,
} from '@weighbridge/stores/postgres/govern/govern.fixture';
import { pino } from 'pino';
import { placeSandbox } from '../sandbox/place-sandbox.js';
import { applyConfiguration } from './apply-configuration.js';
import { trySnapshot } from './try-snapshot.js';

const WITH_MAIN = `
version: 1
providers: [{ id: main, type: openai, api_key: sk-none, models: [{ id: m }] }]
routes: [{ id: chat, targets: [{ model: main/m }] }]
`;
const WITHOUT_MAIN = 'version: 1\nworkspaces: [{ id: acme }]\n';

let govern: TestGovern;
let directory: string;
beforeAll(async () => {
  govern = await openTestGovern((source) =>
    trySnapshot(placeSandbox(source, 'http://127.0.0.1:1')),
  );
  await ensureFirstStart(govern);
  directory = await mkdtemp(join(tmpdir(), 'wb-configuration-'));
}, 60_000);
afterAll(async () => {
  await govern.close();
  await rm(directory, { recursive: true });
});

/** Starts with the text as the file, and returns what the log says. */
async function startWith(text: string): Promise<string> {
  const path = join(directory, 'weighbridge.yaml');
  await writeFile(path, text);
  let said = '';
  const into = new Writable({
    write(chunk: Buffer, _encoding, done) {
      said += chunk.toString();
      done();
    },
  });
  const applied = await applyConfiguration({
    ...{ control: govern, path, variables: {}, log: pino(into) },
  });
  applied.stop();
  return said;
}

const idsOfTheFile = async (table: string): Promise<string[]> => {
  const rows: { id: string }[] = await govern.dataSource.query(
    `SELECT id FROM ${table} WHERE source = 'file'`,
  );
  return rows.map(({ id }) => id);
};

test('a file that no longer goes with what the console added keeps no server from starting', async () => {
  await startWith(WITH_MAIN);
  await govern.dataSource.query(`UPDATE routes SET source = 'api'`);
  expect(await startWith(WITHOUT_MAIN)).toMatch(/main.*configuration file refused/);
  expect(await idsOfTheFile('providers')).toEqual(['main']);
  expect(await idsOfTheFile('workspaces')).toEqual([]);
  await govern.dataSource.query('DELETE FROM routes');
  expect(await startWith(WITHOUT_MAIN)).not.toContain('refused');
  expect(await idsOfTheFile('workspaces')).toEqual(['acme']);
});

test('a file that is gone when it is read again leaves the last one in force', async () => {
  const path = join(directory, 'removed.yaml');
  await writeFile(path, WITH_MAIN);
  const said: string[] = [];
  const log = pino({ level: 'error' }, { write: (line: string) => void said.push(line) });
  const applied = await applyConfiguration({ control: govern, path, variables: {}, log });
  await rm(path);
  await applied.reload();
  applied.stop();
  expect(said.join('')).toMatch(/cannot be read.*the last stays/);
  expect(await idsOfTheFile('providers')).toEqual(['main']);
});

const CONFINED = `
version: 1
providers:
  - { id: p, type: sandbox, workspace: acme, models: [{ id: swift-mini }] }
  - { id: sandbox, type: sandbox, workspace: acme }
  - { id: q, type: sandbox }
workspaces: [{ id: acme, evals: { judge: p/swift-mini, candidates: [p/swift-mini] } }, { id: beta, evals: { judge: p/swift-mini, candidates: [q/swift-mini] } }]
routes:
  - { id: own, workspace: acme, targets: [{ model: p/swift-mini }] }
`;
const confined = (route: string) => `${CONFINED}  - { id: chat, ${route} }\n`;

test.each([
  ['a target', 'targets: [{ model: p/swift-mini }, { model: q/swift-mini }]'],
  ['its only target', 'targets: [{ model: p/swift-mini }]'],
  ['a fallback', 'targets: [{ model: q/swift-mini }], fallbacks: [p/swift-mini]'],
  ['a context fallback', 'targets: [{ model: q/swift-mini }], context_fallbacks: [own]'],
  ['a content fallback', 'targets: [{ model: q/swift-mini }], content_fallbacks: [own]'],
  ['a branch', 'strategy: category, categories: [{ name: default, route: p/swift-mini }]'],
  [
    'the default of an auto route',
    'strategy: auto, targets: [{ model: q/swift-mini }], auto: { default: p/swift-mini }',
  ],
  ['the sandbox that it confines', 'targets: [{ model: sandbox/swift-mini }]'],
  ['a route that it confines', 'targets: [{ model: own }]'],
])('the server starts on a shared route to what one workspace has as %s', async (_, route) => {
  const said = await startWith(confined(route));
  expect(said).toContain('others skip it');
  expect(said).not.toContain('refused');
  expect(await idsOfTheFile('routes')).toEqual(expect.arrayContaining(['chat', 'own']));
});

test.each([
  ['a confined provider', 'p/swift-mni'],
  ['the catalogue', 'swift-mni'],
])('the check of a file itself refuses what is no model of %s', async (_, model) => {
  const started = startWith(confined(`targets: [{ model: ${model} }]`));
  await expect(started).rejects.toThrow(/cannot be used:.*routes\[1\]\.targets\[0\]/s);
});

test('a first file that does not go with what is there ends the start with what is wrong', async () => {
  await startWith(WITH_MAIN);
  await govern.dataSource.query(`UPDATE routes SET source = 'api'`);
  await govern.dataSource.query(`UPDATE providers SET source = 'env' WHERE id = 'main'`);
  await expect(startWith('version: 1\n')).rejects.toMatchObject({
    name: 'SettingsError',
    message: expect.stringMatching(
      /^the configuration file is refused: routes\[chat\].* "main\/m"/,
    ),
  });
});
