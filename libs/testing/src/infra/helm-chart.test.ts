import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import {
  exists,
  listFolder,
  readText,
  readYaml,
  sourceOfMain,
  yamlFault,
} from './infra-files.fixture.js';
import { knownVariables } from './known-variables.fixture.js';

const CHART = 'infra/helm/weighbridge';
const files = listFolder(`${CHART}/templates`);
const templates = files.map((file) => ({ file, text: readText(`${CHART}/templates/${file}`) }));
const all = templates.map(({ text }) => text).join('\n');
const values = readYaml<Record<string, Record<string, unknown>>>(`${CHART}/values.yaml`);

describe('the chart, which was not rendered here', () => {
  const schema = z.fromJSONSchema(JSON.parse(readText(`${CHART}/values.schema.json`)));

  test('its values are what its schema says', () => {
    expect(schema.safeParse(values).error).toBeUndefined();
  });

  test.each<[string, object]>([
    ['an unknown key', { gatewya: {} }],
    ['no gateways', { gateway: { ...values.gateway, replicas: 0 } }],
    ['a size without a unit', { control: { ...values.control, data: { size: '5' } } }],
    ['no secret', { existingSecret: '' }],
  ])('its schema refuses %s', (_, wrong) => {
    expect(schema.safeParse({ ...values, ...wrong }).success).toBe(false);
  });

  test('every value a template names is in the values', () => {
    const named = [...all.matchAll(/(?:\.|\$)(?:root\.)?Values\.([\w.]+)/g)].map(
      ([, path]) => path!,
    );
    expect(named.length).toBeGreaterThan(15);
    expect([...new Set(named)].filter((path) => !hasPath(values, path))).toEqual([]);
  });

  test('every value a role names is in the values of some role', () => {
    const named = [...all.matchAll(/\s\.values\.(\w+)/g)].map(([, name]) => name!);
    const known = Object.keys({ ...values.gateway, ...values.control, ...values.worker });
    expect(named.filter((name) => !known.includes(name))).toEqual([]);
  });

  test('every helper that is included is defined, and every block is closed', () => {
    const defined = [...all.matchAll(/define "([\w.]+)"/g)].map(([, name]) => name);
    const included = [...all.matchAll(/include "([\w.]+)"/g)].map(([, name]) => name);
    expect(included.filter((name) => !defined.includes(name))).toEqual([]);
    for (const { file, text } of templates) {
      const opened = [...text.matchAll(/\{\{-? (if|with|range|define) /g)].length;
      const closed = [...text.matchAll(/\{\{-? end -?\}\}/g)].length;
      expect({ file, opened }).toEqual({ file, opened: closed });
    }
  });

  test('what is left without the template language is YAML', () => {
    for (const { file, text } of templates) {
      const plain = text
        .replace(/^.*\{\{-? (?:toYaml|include) [^\n]*nindent[^\n]*\}\}\n/gm, '')
        .replace(/^\s*\{\{-?[^\n]*\}\}\n/gm, '')
        .replace(/\{\{[^}]*\}\}/g, 'x');
      const faults = documentsOf(plain)
        .map(yamlFault)
        .filter((fault) => fault !== null);
      expect({ file, faults }).toEqual({ file, faults: [] });
    }
  });

  test('its roles run mains that exist, with variables that are read', () => {
    const apps = [...all.matchAll(/"app" "([\w-]+)"/g)].map(
      ([, app]) => `apps/${app}/dist/main.js`,
    );
    expect(apps.length).toBe(3);
    expect(apps.map(sourceOfMain).filter((path) => !exists(path))).toEqual([]);
    const names = [...all.matchAll(/- name: ([A-Z][A-Z_]+)\n/g)].map(([, name]) => name!);
    expect(names).toContain('WB_DATA_DIR');
    expect(names.filter((name) => !knownVariables().has(name))).toEqual([]);
  });
});

/** `_helpers.tpl` holds several documents one after the other. */
const documentsOf = (plain: string): string[] => plain.split(/^---$|\n(?=apiVersion: )/m);

function hasPath(tree: unknown, path: string): boolean {
  let value: unknown = tree;
  for (const name of path.split('.')) {
    if (typeof value !== 'object' || value === null || !(name in value)) return false;
    value = (value as Record<string, unknown>)[name];
  }
  return true;
}
