import { expect, test } from '@jest/globals';
import {
  providerRow,
  routeRow,
  snapshotOf,
  sourceOf,
} from '@weighbridge/gateway/routing/snapshot.fixture';
import { describeAutoRoutes } from './auto-routes.js';
import { countTraffic } from './count-traffic.js';

const over = {
  providers: [providerRow('fake', [{ id: 'strong' }, { id: 'cheap' }])],
  routes: [
    routeRow('smart', ['fake/strong', 'fake/cheap'], {
      strategy: 'auto',
      auto: { default: 'fake/strong' },
    }),
    routeRow('outer', ['smart', 'fake/cheap'], { strategy: 'weighted' }),
    routeRow('plain', ['fake/strong']),
    {
      workspaceId: null,
      config: {
        id: 'by-category',
        strategy: 'category' as const,
        categories: [
          { name: 'code', route: 'plain' },
          { name: 'default', route: 'outer' },
        ],
      },
    },
  ],
};
const inForce = { snapshot: snapshotOf(over), source: sourceOf(over) };
const [smart] = describeAutoRoutes(inForce, () => 'v1');

const count = (...rows: [route: string, category: string, requests: number][]) =>
  Object.fromEntries(
    countTraffic(
      inForce,
      smart!,
      rows.map(([route, category, requests]) => ({ route, category, requests })),
    ),
  );

test('requests for the route itself and for one that leads there add up per category', () => {
  expect(count(['smart', 'code', 5], ['smart', 'chat', 3], ['outer', 'code', 2])).toEqual({
    ...{ code: 7, chat: 3 },
  });
});

test('of a category route only the branches that lead there count', () => {
  expect(count(['by-category', 'code', 5], ['by-category', 'chat', 3])).toEqual({ chat: 3 });
});

test('other routes, models asked for by name and routes of the past are not its traffic', () => {
  expect(count(['plain', 'code', 5], ['', 'code', 5], ['gone', 'code', 5])).toEqual({});
});
