import { describe, expect, test } from '@jest/globals';
import { BUILT_FEATURES } from '../built-features.js';
import { errorsOf, NOW, warningsOf } from '../read-config-text.fixture.js';
import { readConfigText } from '../read-config-text.js';
import { listModelIds, VENDORS } from '../vendors.fixture.js';
import { PROVIDERS, provider, routes, workspace } from './sources.fixture.js';

describe('errors', () => {
  test.each([
    [
      'a provider id twice',
      `${PROVIDERS}`.replace('id: other', 'id: main'),
      'providers[1].id another of the providers above has this id',
    ],
    [
      'a model twice',
      provider('type: sandbox, models: [{ id: m }, { id: m }]'),
      'providers[0].models[1].id this provider already lists a model of this name',
    ],
    [
      'openai-compatible without base_url',
      provider('type: openai-compatible'),
      'providers[0] base_url is missing: a provider of type openai-compatible needs it',
    ],
    [
      'a vendor without the setting it needs',
      provider('type: vertex, api_key: x'),
      'providers[0] project is missing: a provider of type vertex needs it',
    ],
    [
      'a setting of another vendor',
      provider('type: openai, api_key: x, api_version: "2024-10-21"'),
      'providers[0].api_version has no meaning for a provider of type openai',
    ],
    [
      "a vendor's own address in the private network",
      provider('type: ollama'),
      'providers[0] is called at http://localhost:11434/v1, a loopback or private address; set allow_private_network: true to use it',
    ],
    [
      'api_key and api_keys',
      provider('type: openai, api_key: a, api_keys: [b]'),
      'providers[0].api_keys give either api_key or api_keys, not both',
    ],
    [
      'an api key twice',
      provider('type: openai, api_keys: [b, b]'),
      'providers[0].api_keys[1] this key is already listed',
    ],
    [
      'a framing header',
      provider('type: openai, headers: { Host: x }'),
      'providers[0].headers.Host is written by the gateway itself and cannot be set',
    ],
    [
      'a header twice',
      provider('type: openai, headers: { x-a: x, X-A: y }'),
      'providers[0].headers.X-A this header is already set',
    ],
    [
      'an unknown workspace of a provider',
      provider('type: sandbox, workspace: defualt'),
      'providers[0].workspace no workspace of this name is known (default)',
    ],
    [
      'an output larger than the context',
      provider('type: sandbox, models: [{ id: m, context: 5, max_output: 6 }]'),
      'providers[0].models[0].max_output is larger than context, which includes the output',
    ],
    [
      'credentials in a URL',
      provider('type: openai, api_key: x, base_url: "https://a:b@example.com"'),
      'providers[0].base_url must hold no user name or password; use api_key or headers',
    ],
    [
      'a query in a URL',
      provider('type: openai, api_key: x, base_url: "https://example.com?a=b"'),
      'providers[0].base_url must end with the path: no "?" and no "#"',
    ],
    [
      'a route id twice',
      routes(
        '[{ id: r, targets: [{ model: main/gpt-4o }] }, { id: r, targets: [{ model: main/gpt-4o }] }]',
      ),
      'routes[1].id another of the routes above has this id',
    ],
    [
      'a route without targets',
      routes('[{ id: r }]'),
      'routes[0].targets strategy priority needs at least one target',
    ],
    [
      'a category route without categories',
      routes('[{ id: r, strategy: category }]'),
      'routes[0].categories strategy category needs categories',
    ],
    [
      'a target twice',
      routes('[{ id: r, targets: [{ model: main/gpt-4o }, { model: main/gpt-4o }] }]'),
      'routes[0].targets[1].model this route already has this target',
    ],
    [
      'an unknown provider',
      routes('[{ id: r, targets: [{ model: mian/gpt-4o }] }]'),
      'routes[0].targets[0].model no provider of this name is known (main/gpt-4o)',
    ],
    [
      'an unlisted model',
      routes('[{ id: r, targets: [{ model: main/gpt-4 }] }]'),
      'routes[0].targets[0].model provider main lists no model of this name (main/gpt-4o)',
    ],
    [
      'an unknown bare model',
      routes('[{ id: r, targets: [{ model: gpt-4 }] }]'),
      'routes[0].targets[0].model no route or model of this name is known (gpt-4o)',
    ],
    [
      'an ambiguous model',
      routes('[{ id: r, targets: [{ model: shared }] }]'),
      'routes[0].targets[0].model several providers offer this model; say which: main/shared, other/shared',
    ],
    [
      "another workspace's provider",
      routes('[{ id: r, workspace: default, targets: [{ model: open/m }] }]').replace(
        'models: []',
        'models: [{ id: m }]',
      ),
      'routes[0].targets[0].model only workspace acme may use this provider',
    ],
    [
      "a model that another workspace's provider does not list",
      routes('[{ id: r, targets: [{ model: open/m }] }]'),
      'routes[0].targets[0].model provider open lists no model of this name',
    ],
    [
      "another workspace's route",
      routes(
        '[{ id: r, workspace: default, targets: [{ model: own }] }, { id: own, workspace: acme, targets: [{ model: main/gpt-4o }] }]',
      ),
      'routes[0].targets[0].model only workspace acme may use this route',
    ],
    [
      'a route that one workspace leads back to it',
      routes(
        '[{ id: r, targets: [{ model: own }] }, { id: own, workspace: acme, targets: [{ model: r }] }]',
      ),
      'routes[0].targets[0].model leads back to where it came from: own → r → own',
    ],
    [
      'a bare model the catalogue does not list',
      `${provider('type: gemini, api_key: x')}routes: [{ id: chat, targets: [{ model: gemini-por }] }]\n`,
      'routes[0].targets[0].model no route or model of this name is known',
    ],
    [
      'an unknown fallback',
      routes('[{ id: chat, targets: [{ model: main/gpt-4o }], fallbacks: [chta] }]'),
      'routes[0].fallbacks[0] no route or model of this name is known (chat)',
    ],
    [
      'a route to itself',
      routes('[{ id: r, targets: [{ model: r }] }]'),
      'routes[0].targets[0].model leads back to where it came from: r → r',
    ],
    [
      'a category route that names only itself',
      routes('[{ id: r, strategy: category, categories: [{ name: default, route: r }] }]'),
      'routes[0].categories[0].route leads back to where it came from: r → r',
    ],
    [
      'an auto route to auto',
      routes('[{ id: r, strategy: auto, targets: [{ model: auto }] }]'),
      'routes[0].targets[0].model leads back to where it came from: r → r',
    ],
    [
      'auto without an auto route',
      routes('[{ id: r, targets: [{ model: auto }] }]'),
      'routes[0].targets[0].model no route or model of this name is known',
    ],
    [
      'a loop of fallbacks',
      routes(
        '[{ id: a, targets: [{ model: main/gpt-4o }], fallbacks: [b] }, { id: b, targets: [{ model: a }] }]',
      ),
      'routes[1].targets[0].model leads back to where it came from: a → b → a',
    ],
    [
      'weights of nothing',
      routes('[{ id: r, strategy: weighted, targets: [{ model: main/gpt-4o, weight: 0 }] }]'),
      'routes[0].targets at least one weight must be above 0',
    ],
    [
      'a pause longer than the longest',
      routes('[{ id: r, targets: [{ model: main/gpt-4o }], retry: { base_ms: 9, max_ms: 8 } }]'),
      'routes[0].retry.base_ms is longer than max_ms',
    ],
    [
      'a team nobody has',
      workspace('teams: [{ id: search }], keys: [{ name: k, team: saerch }]'),
      'workspaces[0].keys[0].team this workspace has no team of this id (search)',
    ],
    [
      'a team twice',
      workspace('teams: [{ id: s }, { id: s }]'),
      'workspaces[0].teams[1].id this workspace already has a team of this id',
    ],
    [
      'a key name twice',
      workspace('keys: [{ name: k }, { name: k }]'),
      'workspaces[0].keys[1].name this workspace already has a key of this name',
    ],
    [
      'a key text twice',
      workspace(
        'keys: [{ name: k, key: "0123456789abcdef" }, { name: l, key: "0123456789abcdef" }]',
      ),
      'workspaces[0].keys[1].key another key above has the same text; each key must be its own',
    ],
    [
      'a budget over a bare model',
      workspace('budgets: [{ scope: model, id: gpt-4o, limit: "1", period: day }]'),
      'workspaces[0].budgets[0].id must be provider/model',
    ],
    [
      'a budget twice',
      workspace(
        'budgets: [{ scope: tag, id: a, limit: "1", period: day }, { scope: tag, id: a, limit: "2", period: day }]',
      ),
      'workspaces[0].budgets[1] this workspace already has a budget of this scope, id and period',
    ],
    [
      'an unknown category',
      `${routes('[{ id: r, strategy: category, categories: [{ name: cdoe, route: main/gpt-4o }] }]')}categories: [{ name: code }]\n`,
      'routes[0].categories[0].name no category of this name is known (code)',
    ],
    [
      'a back-reference',
      'version: 1\ncategories: [{ name: c, rules: [{ user_matches: "(a)\\\\1" }] }]\n',
      'categories[0].rules[0].user_matches uses look-around or a back-reference, which RE2 does not have',
    ],
    [
      'a broken expression',
      'version: 1\ncategories: [{ name: c, rules: [{ user_matches: "(" }] }]\n',
      'categories[0].rules[0].user_matches is not a valid expression in RE2 syntax: missing closing )',
    ],
  ])('%s', (_, text, expected) => {
    expect(errorsOf(text).map((error) => error.replace(/^\d+:\d+ /, ''))).toEqual([expected]);
  });

  test('a category that only a header can name is a notice, not a fault', () => {
    const branch = '{ name: weekend, route: main/gpt-4o }';
    expect(errorsOf(routes(`[{ id: r, strategy: category, categories: [${branch}] }]`))).toEqual(
      [],
    );
  });

  test.each([
    ['http://127.0.0.1:8000'],
    ['http://localhost/v1'],
    ['http://LOCALHOST./v1'],
    ['http://api.localhost'],
    ['http://10.1.2.3'],
    ['http://192.168.1.1'],
    ['http://169.254.169.254/latest'],
    ['http://0x7f.1'],
    ['http://2130706433'],
    ['http://[::1]:8080'],
    ['http://[fd00:ec2::254]'],
    ['http://[::ffff:10.0.0.1]'],
  ])('%s needs allow_private_network', (url) => {
    const text = `type: openai-compatible, base_url: "${url}"`;
    expect(errorsOf(provider(text))).toEqual([expect.stringContaining('allow_private_network')]);
    expect(errorsOf(provider(`${text}, allow_private_network: true`))).toEqual([]);
  });
});

describe('what is accepted without a word', () => {
  test.each([
    ['a bare model that one provider offers', routes('[{ id: r, targets: [{ model: gpt-4o }] }]')],
    [
      'a bare model of the catalogue',
      `${provider('type: gemini, api_key: x')}routes: [{ id: r, targets: [{ model: gemini-pro }] }]\n`,
    ],
    [
      'a bare model of the provider that hides another',
      `${PROVIDERS.replace('id: open,', 'id: main,').replace('models: []', 'models: [{ id: gpt-4o }]')}routes: [{ id: r, workspace: acme, targets: [{ model: gpt-4o }] }]\n`,
    ],
    ['a bare model with a slash', routes('[{ id: r, targets: [{ model: other/a/b }] }]')],
    [
      'a route as a target',
      routes('[{ id: a, targets: [{ model: b }] }, { id: b, targets: [{ model: main/gpt-4o }] }]'),
    ],
    [
      'the sandbox, which is always there',
      routes('[{ id: r, targets: [{ model: sandbox/fast }] }]'),
    ],
    [
      'one id in two workspaces',
      `${PROVIDERS}  - { id: zeta }\nroutes: [{ id: r, workspace: acme, targets: [{ model: main/gpt-4o }] }, { id: r, workspace: zeta, targets: [{ model: main/gpt-4o }] }]\n`,
    ],
    ['the workspace every instance has', provider('type: sandbox, workspace: default')],
    [
      'switched-off caching',
      routes('[{ id: r, targets: [{ model: main/gpt-4o }], cache: { mode: off } }]'),
    ],
  ])('%s', (_, text) => {
    expect(warningsOf(text)).toEqual([]);
  });
});

test.each(['workspaces.*.zdr', 'workspaces.*.budgets', 'workspaces.*.keys.*.limits'])(
  'a policy that is not built refuses the file: %s',
  (unbuilt) => {
    const text = `version: 1
workspaces:
  - id: acme
    zdr: true
    budgets: [{ scope: tag, id: a, limit: "1", period: day }]
    keys: [{ name: k, limits: { rpm: 1 } }]
`;
    const features = { ...BUILT_FEATURES, unbuiltKeys: [unbuilt] };
    const result = readConfigText(text, {
      env: {},
      now: NOW,
      features,
      vendors: VENDORS,
      listModelIds,
    });
    expect(result.ok).toBe(false);
    expect(!result.ok && result.errors.map(({ message }) => message)).toEqual([
      'is a policy this version cannot keep yet, so the file is refused',
    ]);
  },
);
