import { expect, test } from '@jest/globals';
import { readText, readYaml } from './infra-files.fixture.js';
import { renderedMetrics } from './rendered-metrics.fixture.js';

interface Panel {
  id: number;
  type: string;
  title: string;
  targets?: { expr: string }[];
}
interface Dashboard {
  panels: Panel[];
  templating: { list: { name: string; query: string | { query: string } }[] };
}

const dashboard = JSON.parse(readText('infra/grafana/weighbridge.json')) as Dashboard;

test('every metric of the dashboard is one that /metrics shows', async () => {
  const rendered = await renderedMetrics();
  const series = rendered.flatMap((name) => [
    name,
    `${name}_bucket`,
    `${name}_sum`,
    `${name}_count`,
  ]);
  const expressions = dashboard.panels.flatMap(({ targets = [] }) =>
    targets.map(({ expr }) => expr),
  );
  const variables = dashboard.templating.list.map(({ query }) =>
    typeof query === 'string' ? query : query.query,
  );
  const named = [...expressions, ...variables].flatMap(
    (text) => text.match(/weighbridge_\w+/g) ?? [],
  );
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter((name) => !series.includes(name))).toEqual([]);
});

test('every metric of ours is on the dashboard', async () => {
  const text = JSON.stringify(dashboard);
  const own = (await renderedMetrics()).filter((name) => !/_(process|nodejs)_/.test(name));
  expect(own.filter((name) => !text.includes(name))).toEqual([]);
});

test('panels have ids of their own and say what they show', () => {
  const ids = dashboard.panels.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(dashboard.panels.filter(({ title }) => title === '')).toEqual([]);
});

test('the collector defines what its pipelines name', () => {
  interface Collector {
    receivers: object;
    processors: object;
    exporters: object;
    extensions: object;
    service: {
      extensions: string[];
      pipelines: Record<string, Record<'receivers' | 'processors' | 'exporters', string[]>>;
    };
  }
  const collector = readYaml<Collector>('infra/otel-collector/collector.yaml');
  for (const [name, pipeline] of Object.entries(collector.service.pipelines))
    for (const part of ['receivers', 'processors', 'exporters'] as const)
      for (const used of pipeline[part])
        expect({ name, part, used, is: used in collector[part] }).toMatchObject({ is: true });
  expect(collector.service.extensions.every((name) => name in collector.extensions)).toBe(true);
});
