import { describe, expect, test } from '@jest/globals';
import type { SnapshotSource } from '@weighbridge/contracts/snapshot/snapshot-source';
import {
  keyOf,
  keyRow,
  providerRow,
  routeRow,
  snapshotOf,
  targetsOf,
  workspaceRow,
} from './snapshot.fixture.js';

const MAIN = providerRow('main', [{ id: 'small' }, { id: 'large' }]);
const OTHER = providerRow('other', [{ id: 'small' }, { id: 'special' }]);

const targetIds = (over: Partial<SnapshotSource>, name: string): string[] =>
  targetsOf(keyOf(over).resolveModel(name)).map(({ target }) => target.id);

describe('a name', () => {
  const over = { providers: [MAIN, OTHER], routes: [routeRow('chat', ['main/large', 'special'])] };

  test('may be a route, a full name or a bare name that one provider offers', () => {
    expect(targetIds(over, 'chat')).toEqual(['main/large', 'other/special']);
    expect(targetIds(over, 'other/small')).toEqual(['other/small']);
    expect(targetIds(over, 'special')).toEqual(['other/special']);
  });

  test('that several providers offer is not found, and says how to tell them apart', () => {
    expect(() => keyOf(over).resolveModel('small')).toThrow(
      expect.objectContaining({
        code: 'model_not_found',
        metadata: { nearest: ['main/small', 'other/small'] },
      }),
    );
  });

  test('that nobody offers comes with the nearest names the key may use', () => {
    const keys = [keyRow('acme', { allowedModels: ['other/*', 'chat'] })];
    const key = keyOf({ ...over, keys });
    expect(() => key.resolveModel('specail')).toThrow(
      expect.objectContaining({ status: 404, metadata: { nearest: ['other/special'] } }),
    );
    expect(() => key.resolveModel('main/larg')).toThrow(
      expect.objectContaining({ status: 404, metadata: { nearest: [] } }),
    );
  });

  test('"auto" is the only auto route of the workspace, its own before those for everybody', () => {
    const auto = (id: string, target: string, workspace?: string) =>
      routeRow(id, [target], { strategy: 'auto', workspace });
    const idOf = (...routes: ReturnType<typeof auto>[]) =>
      keyOf({ ...over, routes }).resolveModel('auto').id;
    expect(idOf(auto('shared', 'main/large'))).toBe('shared');
    expect(idOf(auto('shared', 'main/large'), auto('own', 'other/small', 'acme'))).toBe('own');
    expect(idOf(routeRow('auto', ['main/large']), auto('shared', 'main/large'))).toBe('auto');
    expect(() => idOf(auto('one', 'main/large'), auto('two', 'main/large'))).toThrow(
      expect.objectContaining({ code: 'model_not_found', metadata: { nearest: ['one', 'two'] } }),
    );
    expect(() => keyOf(over).resolveModel('auto')).toThrow(
      expect.objectContaining({ status: 404, message: expect.stringContaining('no auto route') }),
    );
  });

  test('"auto" is allowed by its own name and by that of its route', () => {
    const routes = [routeRow('smart', ['main/large'], { strategy: 'auto' })];
    const allowing = (...allowedModels: string[]) =>
      keyOf({ ...over, routes, keys: [keyRow('acme', { allowedModels })] });
    expect(allowing('auto').resolveModel('auto').id).toBe('smart');
    expect(allowing('smart').resolveModel('auto').id).toBe('smart');
    expect(() => allowing('main/*').resolveModel('auto')).toThrow(
      expect.objectContaining({ code: 'model_not_allowed' }),
    );
    expect(allowing('auto').listModels()).toEqual([{ id: 'auto', ownedBy: 'weighbridge' }]);
  });

  test('with :nitro or :floor behind it is sorted so, unless a model has that very name', () => {
    const key = keyOf({
      providers: [MAIN, providerRow('local', [{ id: 'small:floor' }])],
      routes: [routeRow('chat', ['main/large'])],
    });
    expect(key.resolveModel('chat:nitro')).toMatchObject({ id: 'chat', sort: 'throughput' });
    expect(key.resolveModel('main/large:floor')).toMatchObject({ sort: 'price' });
    expect(key.resolveModel('local/small:floor').sort).toBeUndefined();
    expect(() => key.resolveModel('nobody:nitro')).toThrow(
      expect.objectContaining({ code: 'model_not_found' }),
    );
  });

  test('with slashes in the model part works, full and bare', () => {
    const providers = [providerRow('hub', [{ id: 'maker/model' }])];
    expect(targetIds({ providers }, 'hub/maker/model')).toEqual(['hub/maker/model']);
    expect(targetIds({ providers }, 'maker/model')).toEqual(['hub/maker/model']);
  });

  test('is free under a provider that declares no models; nothing is known of it then', () => {
    const key = keyOf({ providers: [providerRow('open', undefined)] });
    const [routed] = targetsOf(key.resolveModel('open/anything/at-all'));
    expect(routed!.target).toMatchObject({ id: 'open/anything/at-all', facts: { price: null } });
    expect(() => keyOf({ providers: [MAIN] }).resolveModel('main/anything')).toThrow();
  });

  test('of a workspace shadows the one for everybody, only there', () => {
    const snapshot = snapshotOf({
      workspaces: [workspaceRow('acme'), workspaceRow('beta')],
      keys: [keyRow('acme'), keyRow('beta')],
      providers: [MAIN, OTHER, providerRow('main', [{ id: 'small' }], { workspaceId: 'acme' })],
      routes: [
        routeRow('chat', ['main/small']),
        routeRow('chat', ['other/small'], { workspace: 'acme' }),
        routeRow('shared', ['main/small']),
      ],
    });
    const first = (workspace: string, name: string) =>
      targetsOf(snapshot.findKey(`hash of ${workspace}`)!.resolveModel(name))[0]!.target;
    expect(first('acme', 'chat').id).toBe('other/small');
    expect(first('beta', 'chat').id).toBe('main/small');
    expect(first('acme', 'main/small').key).toBe('acme:main/small');
    expect(first('beta', 'main/small').key).toBe('main/small');
    // A route for everybody keeps meaning the providers for everybody.
    expect(first('acme', 'shared').key).toBe('main/small');
  });
});

describe('allowed models', () => {
  const over = { providers: [MAIN, OTHER], routes: [routeRow('chat', ['main/large'])] };
  const CASES: [string[] | null, string[] | null, string, boolean][] = [
    [['chat'], null, 'chat', true],
    [['chat'], null, 'main/large', false],
    [['main/*'], null, 'main/large', true],
    [['main/*'], null, 'large', true],
    [['large'], null, 'main/large', true],
    [['main/*'], null, 'chat', false],
    [['*'], null, 'chat', true],
    [[], null, 'chat', false],
    [null, ['other/*'], 'main/large', false],
    [['main/*'], ['other/*'], 'main/large', false],
    [['*large'], ['main/*'], 'main/large', true],
    [['small'], null, 'main/small', false], // bare "small" is ambiguous: it names nothing
    [['m*/l*e'], null, 'main/large', true],
    [['MAIN/*'], null, 'main/large', false],
  ];

  test.each(CASES)(
    'key %j in workspace %j: %s is allowed: %j',
    (own, workspaces, name, allowed) => {
      const key = keyOf({
        ...over,
        workspaces: [workspaceRow('acme', { allowedModels: workspaces })],
        keys: [keyRow('acme', { allowedModels: own })],
      });
      if (allowed) expect(key.resolveModel(name).targets).toHaveLength(1);
      else
        expect(() => key.resolveModel(name)).toThrow(
          expect.objectContaining({ code: 'model_not_allowed', status: 403 }),
        );
      const listed = key.listModels().map(({ id }) => id);
      if (name.includes('/') || name === 'chat') expect(listed.includes(name)).toBe(allowed);
    },
  );
});

describe('the list of a workspace with a policy', () => {
  const policed = { region: 'us', zdr: true };
  const over = {
    providers: [
      providerRow('home', [{ id: 'm' }], policed),
      providerRow('abroad', [{ id: 'm' }], { ...policed, region: 'eu' }),
      providerRow('keeper', [{ id: 'm' }], { ...policed, zdr: false }),
    ],
    routes: [
      routeRow('mixed', ['abroad/m', 'home/m']),
      routeRow('rescued', ['abroad/m'], { fallbacks: ['mixed'] }),
      routeRow('rarely', ['abroad/m'], { content_fallbacks: ['home/m'] }),
      routeRow('never', ['abroad/m', 'keeper/m'], { strategy: 'auto' }),
    ],
  };
  const listed = (row: Parameters<typeof workspaceRow>[1]) =>
    keyOf({ ...over, workspaces: [workspaceRow('acme', row)] })
      .listModels()
      .map(({ id }) => id);

  test('leaves out what the policy refuses every time', () => {
    expect(listed(policed)).toEqual(['mixed', 'rescued', 'home/m']);
    expect(listed({ region: 'us' })).toEqual([
      ...['mixed', 'rescued', 'never', 'auto', 'home/m', 'keeper/m'],
    ]);
    expect(listed({})).toHaveLength(8);
  });

  test('binds a key with a list of its own, and the nearest names of an unknown one', () => {
    const key = keyOf({
      ...over,
      workspaces: [workspaceRow('acme', policed)],
      keys: [keyRow('acme', { allowedModels: ['*/m'] })],
    });
    expect(key.listModels()).toEqual([{ id: 'home/m', ownedBy: 'home' }]);
    expect(() => key.resolveModel('home/n')).toThrow(
      expect.objectContaining({ metadata: { nearest: ['home/m'] } }),
    );
  });
});
