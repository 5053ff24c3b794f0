import { describe, expect, test } from '@jest/globals';
import type { ProviderRow, RouteRow } from '@weighbridge/contracts/snapshot/snapshot-source';
import { buildSnapshot } from './build-snapshot.js';
import { planRequest } from './plan.js';
import {
  idsOf,
  inputsFor,
  keyRow,
  providerRow,
  routeRow,
  snapshotOf,
  sourceOf,
  VENDORS,
  workspaceRow,
} from './snapshot.fixture.js';

const SHARED = providerRow('q', [{ id: 'm' }]);
const OWN = providerRow('p', [{ id: 'm' }, { id: 'rare' }], { workspaceId: 'acme' });

interface Written {
  routes: RouteRow[];
  providers?: ProviderRow[];
}

/** The key of a workspace, of `acme` and of `other`, which has nothing of its own. */
const keyIn = (workspace: string, { routes, providers = [SHARED, OWN] }: Written) =>
  snapshotOf({
    ...{ routes, providers },
    workspaces: [workspaceRow('acme'), workspaceRow('other')],
    keys: [keyRow('acme'), keyRow('other')],
  }).findKey(`hash of ${workspace}`)!;

const tried = (workspace: string, written: Written, name = 'chat'): string[] =>
  idsOf(planRequest(inputsFor(keyIn(workspace, written), name)));

const problemsOf = ({ routes, providers = [SHARED, OWN] }: Written): string[] => {
  const result = buildSnapshot(sourceOf({ routes, providers }), VENDORS);
  return result.ok ? [] : result.problems.map(({ path, message }) => `${path}: ${message}`);
};

describe('a route for everybody that names what one workspace has', () => {
  const mixed = { routes: [routeRow('chat', ['p/m', 'q/m'])] };

  test('uses it in that workspace and skips it in any other', () => {
    expect(tried('acme', mixed)).toEqual(['p/m', 'q/m']);
    expect(tried('other', mixed)).toEqual(['q/m']);
  });

  test('does so through a route it names, by a bare name, and for a route of the workspace', () => {
    const nested = { routes: [routeRow('outer', ['chat']), ...mixed.routes] };
    expect(tried('acme', nested, 'outer')).toEqual(['p/m', 'q/m']);
    expect(tried('other', nested, 'outer')).toEqual(['q/m']);
    const bare = { routes: [routeRow('chat', ['rare', 'q/m'])] };
    expect(tried('acme', bare)).toEqual(['p/rare', 'q/m']);
    expect(tried('other', bare)).toEqual(['q/m']);
    const own = routeRow('own', ['p/rare'], { workspace: 'acme' });
    const toOwn = { routes: [routeRow('chat', ['own', 'q/m']), own] };
    expect(tried('acme', toOwn)).toEqual(['p/rare', 'q/m']);
    expect(tried('other', toOwn)).toEqual(['q/m']);
  });

  test('has no target where it names nothing else, and is not listed there', () => {
    const only = { routes: [routeRow('chat', ['p/m'])] };
    expect(tried('acme', only)).toEqual(['p/m']);
    expect(() => tried('other', only)).toThrow(
      expect.objectContaining({ code: 'no_target_available' }),
    );
    const listed = (workspace: string) =>
      keyIn(workspace, only)
        .listModels()
        .map(({ id }) => id);
    expect(listed('acme')).toContain('chat');
    expect(listed('other')).not.toContain('chat');
  });

  test('does so in fallbacks, branches and the default of an auto route', () => {
    const fallbacks = {
      routes: [
        routeRow('chat', ['q/m'], {
          fallbacks: ['p/m'],
          context_fallbacks: ['p/m'],
          content_fallbacks: ['p/m'],
        }),
      ],
    };
    expect(tried('acme', fallbacks)).toEqual(['q/m', 'p/m']);
    expect(tried('other', fallbacks)).toEqual(['q/m']);
    const branches = {
      routes: [
        routeRow('chat', ['q/m'], {
          strategy: 'category',
          categories: [{ name: 'default', route: 'p/m' }],
        }),
      ],
    };
    expect(tried('acme', branches)).toEqual(['p/m']);
    expect(tried('other', branches)).toEqual(['q/m']);
    const auto = {
      routes: [routeRow('chat', ['q/m'], { strategy: 'auto', auto: { default: 'p/m' } })],
    };
    expect(tried('acme', auto)).toEqual(['p/m', 'q/m']);
    expect(tried('other', auto)).toEqual(['q/m']);
  });

  test('keeps meaning what is for everybody where both have the name', () => {
    const providers = [SHARED, providerRow('q', [{ id: 'm' }], { workspaceId: 'acme' }), OWN];
    const key = keyIn('acme', { ...mixed, providers });
    const { attempts } = planRequest(inputsFor(key, 'chat'));
    expect(attempts.map(({ target }) => target.key)).toEqual(['acme:p/m', 'q/m']);
  });

  test('is refused for a model that the provider of no workspace lists', () => {
    expect(problemsOf({ routes: [routeRow('chat', ['p/typo', 'q/m'])] })).toEqual([
      'routes[chat].targets[0].model: "p/typo" is neither a route nor a model of a provider',
    ]);
  });

  test('is refused where the route of the workspace leads back to it', () => {
    const own = routeRow('own', ['chat'], { workspace: 'acme' });
    expect(problemsOf({ routes: [routeRow('chat', ['own', 'q/m']), own] })).toEqual([
      'routes[chat]: this route leads back to itself',
    ]);
  });
});

test('a route of a workspace may not name what another workspace has', () => {
  const foreign = routeRow('r', ['p/m'], { workspace: 'other' });
  expect(problemsOf({ routes: [foreign] })).toEqual([
    'routes[r].targets[0].model: "p/m" is neither a route nor a model of a provider',
  ]);
});
