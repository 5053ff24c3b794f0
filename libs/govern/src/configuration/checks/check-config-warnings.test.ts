import { describe, expect, test } from '@jest/globals';
import { warningsOf } from '../read-config-text.fixture.js';
import { PROVIDERS, provider, routes, workspace } from './sources.fixture.js';

/** The provider of the workspace acme offers one model. */
const confined = (route: string) =>
  routes(`[${route}]`).replace('models: []', 'models: [{ id: m }]');

describe('warnings', () => {
  test.each([
    [
      'no upstream key',
      provider('type: openai'),
      'providers[0] has no api_key: the upstream will refuse its requests',
    ],
    [
      'plain http',
      provider('type: openai, api_key: x, base_url: http://example.com'),
      'providers[0].base_url is not encrypted: keys and prompts travel in the clear over http',
    ],
    [
      'an unbuilt vendor',
      provider('type: groq, api_key: x'),
      'providers[0].type is not built yet: requests for it are answered 501 not_implemented',
    ],
    [
      'categories without a default',
      routes('[{ id: r, strategy: category, categories: [{ name: code, route: main/gpt-4o }] }]') +
        'categories: [{ name: code }]\n',
      'routes[0].categories has no branch default, and the route no targets: a request of any other category is refused',
    ],
    [
      'an unbuilt cache',
      routes('[{ id: r, targets: [{ model: main/gpt-4o }], cache: { mode: exact } }]'),
      'routes[0].cache is accepted but not in force yet: this version does not act on it',
    ],
    [
      'an idle weight',
      routes('[{ id: r, targets: [{ model: main/gpt-4o, weight: 1 }] }]'),
      'routes[0].targets[0].weight has no effect with strategy priority; it needs weighted',
    ],
    [
      'a wait that never ends first',
      routes(
        '[{ id: r, targets: [{ model: main/gpt-4o }], timeouts: { total_ms: 5, idle_ms: 6 } }]',
      ),
      'routes[0].timeouts.idle_ms is longer than total_ms and so never reached',
    ],
    [
      'a pause past the deadline',
      routes(
        '[{ id: r, targets: [{ model: main/gpt-4o }], retry: { max_ms: 9, deadline_ms: 8 } }]',
      ),
      'routes[0].retry.max_ms is longer than deadline_ms and so never reached',
    ],
    [
      'an expired key',
      workspace('keys: [{ name: k, expires_at: 2020-01-01T00:00:00Z }]'),
      'workspaces[0].keys[0].expires_at is in the past: the key does not work',
    ],
    [
      'a region nobody has',
      workspace('region: eu'),
      'workspaces[0].region no provider of this file carries this label: their requests are refused',
    ],
    [
      'zero retention nobody offers',
      workspace('zdr: true'),
      'workspaces[0].zdr no provider of this file has zdr: true: their requests are refused',
    ],
    [
      'an allow-list of nothing',
      workspace('allowed_models: []'),
      'workspaces[0].allowed_models is empty: no model may be used',
    ],
    [
      'an allowed name that means nothing',
      workspace('allowed_models: [main/gpt-4]'),
      'workspaces[0].allowed_models[0] provider main lists no model of this name: allows nothing (main/gpt-4o)',
    ],
    [
      'a budget of an unknown provider',
      workspace('budgets: [{ scope: provider, id: mian, limit: "1", period: day }]'),
      'workspaces[0].budgets[0].id nothing of this name is in the file (main)',
    ],
    [
      'a target that only one workspace may use',
      PROVIDERS.replace('models: []', 'models: [{ id: m }]') +
        'routes: [{ id: r, targets: [{ model: open/m }] }]\n',
      'routes[0].targets[0].model only workspace acme may use this provider: others skip it',
    ],
    [
      'a model that only one workspace offers',
      confined('{ id: r, targets: [{ model: m }] }'),
      'routes[0].targets[0].model only workspace acme may use this provider: others skip it',
    ],
    [
      'a fallback that only one workspace may use',
      confined('{ id: r, targets: [{ model: main/gpt-4o }], fallbacks: [open/m] }'),
      'routes[0].fallbacks[0] only workspace acme may use this provider: others skip it',
    ],
    [
      'a context fallback that only one workspace may use',
      confined('{ id: r, targets: [{ model: main/gpt-4o }], context_fallbacks: [open/m] }'),
      'routes[0].context_fallbacks[0] only workspace acme may use this provider: others skip it',
    ],
    [
      'a content fallback that only one workspace may use',
      confined('{ id: r, targets: [{ model: main/gpt-4o }], content_fallbacks: [open/m] }'),
      'routes[0].content_fallbacks[0] only workspace acme may use this provider: others skip it',
    ],
    [
      'a branch that only one workspace may use',
      confined('{ id: r, strategy: category, categories: [{ name: default, route: open/m }] }'),
      'routes[0].categories[0].route only workspace acme may use this provider: others skip it',
    ],
    [
      'a default that only one workspace may use',
      confined(
        '{ id: r, strategy: auto, targets: [{ model: main/gpt-4o }], auto: { default: open/m } }',
      ),
      'routes[0].auto.default only workspace acme may use this provider: others skip it',
    ],
    [
      'a route that only one workspace may use',
      routes(
        '[{ id: r, targets: [{ model: own }] }, { id: own, workspace: acme, targets: [{ model: main/gpt-4o }] }]',
      ),
      'routes[0].targets[0].model only workspace acme may use this route: others skip it',
    ],
    [
      'a sandbox that the file confines',
      'version: 1\nproviders: [{ id: sandbox, type: sandbox, workspace: acme }]\nworkspaces: [{ id: acme }]\nroutes: [{ id: r, targets: [{ model: sandbox/m }] }]\n',
      'routes[0].targets[0].model only workspace acme may use this provider: others skip it',
    ],
    [
      'an evaluation without a judge',
      workspace('evals: { sample_rate: 0.1 }'),
      'workspaces[0].evals compares nothing without a judge',
    ],
    [
      'an evaluation of what is not stored',
      workspace('zdr: true, evals: { judge: main/gpt-4o }').replace(
        'api_key: x',
        '$&\n    zdr: true',
      ),
      'workspaces[0].evals has no effect with zdr: nothing is stored to be judged',
    ],
  ])('%s', (_, text, expected) => {
    expect(warningsOf(text).map((warning) => warning.replace(/^\d+:\d+ /, ''))).toEqual([expected]);
  });
});

test('an unknown judge or candidate is a warning: evaluation fails open', () => {
  const text = workspace('evals: { judge: main/gpt-4, candidates: [nobody/m] }');
  expect(warningsOf(text).map((warning) => warning.replace(/^\d+:\d+ /, ''))).toEqual([
    'workspaces[0].evals.judge provider main lists no model of this name (main/gpt-4o)',
    'workspaces[0].evals.candidates[0] no provider of this name is known',
  ]);
});
