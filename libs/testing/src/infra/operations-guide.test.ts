import { expect, test } from '@jest/globals';
import { readText } from './infra-files.fixture.js';
import { renderedMetrics } from './rendered-metrics.fixture.js';

const guide = readText('docs/guides/operations.md');
const told = new Set([...guide.matchAll(/`(weighbridge_\w+)`/g)].map(([, name]) => name!));

test('the guide tells of every metric, and of none that is not there', async () => {
  const rendered = await renderedMetrics();
  expect(rendered.filter((name) => !told.has(name))).toEqual([]);
  expect([...told].filter((name) => !rendered.includes(name))).toEqual([]);
});

test('every command it names exists', () => {
  const commands = [...guide.matchAll(/(?:npm run wb --|`wb) ([a-z-]+)/g)].map(([, name]) => name!);
  const built = readText('apps/standalone/src/cli/commands.ts').toLowerCase();
  expect(commands).toContain('backup');
  expect(commands.filter((name) => !built.includes(`${name}command`))).toEqual([]);
});
