// Conventions of the house as errors, each with its reason. Who may import whom is in
// .dependency-cruiser.cjs; layout is the formatter's. Each rule is shown to fire in
// libs/testing/src/boundaries/boundaries.test.ts.
import { readFileSync } from 'node:fs';
import tseslint from 'typescript-eslint';

const TESTS = ['**/*.test.{ts,tsx}', '**/*.bench.ts', '**/*.fixture.ts', 'libs/testing/**'];
const SOURCES = ['libs/*/src/**/*.ts', 'apps/*/{src,e2e}/**/*.{ts,tsx}', 'bench/**/*.ts'];

/** A rule that reports every node a selector matches. */
const forbid = (selector, message) => ({
  meta: { type: 'problem', schema: [] },
  create: (context) => ({ [selector]: (node) => context.report({ node, message }) }),
});

/** The list of the contract, so that a new type is forbidden elsewhere from its first day. */
const PROVIDER_TYPES = readFileSync(
  new URL('libs/contracts/src/config/provider.ts', import.meta.url),
  'utf8',
)
  .match(/PROVIDER_TYPES = \[([^\]]+)\]/)[1]
  .match(/[\w-]+/g);
/** As they stand in configuration and wire formats; only whole string literals count. */
const VENDORS = PROVIDER_TYPES.filter((type) => type !== 'openai-compatible'); // no vendor: anybody
const SOCKET_MODULES = ['http', 'https', 'http2', 'net', 'tls', 'dgram', 'undici'];
const SQL =
  '/^\\s*(SELECT\\s|INSERT INTO\\s|UPDATE \\w+ SET|DELETE FROM\\s|(CREATE|ALTER|DROP) TABLE\\s)/';

const house = {
  rules: {
    'no-export-all': forbid(
      'ExportAllDeclaration',
      'Export by name: `export *` hides what a file offers and invites barrels.',
    ),
    'no-default-export': forbid(
      'ExportDefaultDeclaration',
      'Export by name: a default export has another name at every import.',
    ),
    'no-process-env': forbid(
      "MemberExpression[object.name='process'][property.name='env'], ImportDeclaration[source.value=/^(node:)?process$/]",
      'The environment is read once, in libs/server/src/platform/env.ts; take settings as arguments.',
    ),
    'no-fetch': forbid(
      "CallExpression[callee.name='fetch'], CallExpression[callee.property.name='fetch'][callee.object.name='globalThis']",
      'Only the outbound client opens sockets: it holds the address guard, deadlines and limits.',
    ),
    'no-vendor-names': forbid(
      `Literal[value=/^(${VENDORS.join('|')})$/]`,
      'A vendor is one file in providers/ and one registry line: nothing else may depend on its name.',
    ),
    'no-sql': forbid(
      `:matches(Literal[value=${SQL}], TemplateElement[value.raw=${SQL}])`,
      'SQL exists in stores only.',
    ),
    'no-http-import': {
      meta: { type: 'problem', schema: [] },
      create: (context) => ({
        ImportDeclaration(node) {
          const name = node.source.value.replace(/^node:/, '');
          if (SOCKET_MODULES.includes(name) && node.importKind !== 'type')
            context.report({
              node,
              message: `Only listed files may use ${name}: one outbound client and one server open sockets.`,
            });
        },
      }),
    },
  },
};

/** Where a rule does not hold, and why. */
const EXEMPTIONS = [
  {
    because: 'reads the environment for everything else',
    files: ['libs/server/src/platform/env.ts'],
    rules: ['house/no-process-env'],
  },
  {
    because: 'the outbound client, its connector and its address guard',
    files: ['libs/gateway/src/outbound/**'],
    rules: ['house/no-http-import'],
  },
  {
    because: 'the embedded engine answers on a local HTTP port and is asked whether it lives',
    files: ['libs/stores/src/embedded/**', 'apps/standalone/src/stores/**'],
    rules: ['house/no-http-import', 'house/no-fetch', 'house/no-sql'],
  },
  {
    because: 'the supervisor asks its own instance whether it is ready, over loopback',
    files: ['apps/standalone/src/**'],
    rules: ['house/no-fetch', 'house/no-http-import'],
  },
  {
    because: 'classifies literal addresses (BlockList, isIP); opens nothing',
    files: ['libs/govern/src/configuration/checks/check-base-url.ts'],
    rules: ['house/no-http-import'],
  },
  {
    because: 'vendors, their wire formats, their models and prices',
    files: [
      'libs/gateway/src/providers/**',
      'libs/gateway/src/dialects/**',
      'libs/gateway/src/catalogue/**',
      'libs/contracts/**',
    ],
    rules: ['house/no-vendor-names'],
  },
  {
    because: "a caller's dialect is named after the vendor that defined it",
    files: [
      'libs/gateway/src/completion/complete-request.ts',
      'libs/gateway/src/completion/render-error.ts',
      'libs/server/src/data-plane/dialect-of-path.ts',
      'libs/server/src/evals/make-eval-call.ts',
    ],
    rules: ['house/no-vendor-names'],
  },
  {
    because: 'looks for a free port that several processes will share',
    files: ['libs/server/src/workers/start-workers.ts'],
    rules: ['house/no-http-import'],
  },
  {
    because: 'the demonstration is played by simulated models',
    files: ['apps/standalone/src/demo/**'],
    rules: ['house/no-vendor-names'],
  },
  {
    because: 'the sandbox is an upstream: it serves, over loopback, through the real adapter',
    files: ['libs/server/src/sandbox/**'],
    rules: ['house/no-http-import', 'house/no-vendor-names'],
  },
  {
    because: 'which vendors are built, need a key or appear by themselves',
    files: [
      'libs/govern/src/configuration/built-features.ts',
      'libs/govern/src/configuration/implied-resources.ts',
      'libs/govern/src/configuration/checks/check-base-url.ts',
      'libs/govern/src/configuration/checks/check-providers.ts',
      'libs/govern/src/configuration/reading/salvage-config.ts',
    ],
    rules: ['house/no-vendor-names'],
  },
  { because: 'the one home of SQL', files: ['libs/stores/**'], rules: ['house/no-sql'] },
  {
    because: 'runs in a browser: it talks to its own origin, and Vite wants a default export',
    files: ['apps/console/**'],
    rules: ['house/no-fetch', 'house/no-default-export'],
  },
  {
    because: 'measures from outside: it is a client and an upstream, and prints a table',
    files: ['bench/**'],
    rules: [
      'house/no-fetch',
      'house/no-http-import',
      'house/no-process-env',
      'house/no-vendor-names',
      'no-console',
    ],
  },
  {
    because: 'tests start servers, speak for vendors, look into stores and set the scene',
    files: TESTS,
    rules: [
      'house/no-fetch',
      'house/no-http-import',
      'house/no-sql',
      'house/no-vendor-names',
      'house/no-process-env',
    ],
  },
];

export default [
  {
    ignores: [
      '**/dist/**',
      '**/node_modules/**',
      '**/*.generated.*',
      '.weighbridge*/**',
      '**/*.d.ts',
    ],
  },
  {
    files: SOURCES,
    plugins: { house, '@typescript-eslint': tseslint.plugin },
    languageOptions: { parser: tseslint.parser, parserOptions: { projectService: true } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      ...Object.fromEntries(Object.keys(house.rules).map((name) => [`house/${name}`, 'error'])),
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/ban-ts-comment': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/return-await': ['error', 'error-handling-correctness-only'],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      'no-console': 'error',
    },
  },
  {
    // The browser has its own TypeScript program; building a second one doubles the time of lint.
    files: ['apps/console/**'],
    languageOptions: { parserOptions: { projectService: false } },
    rules: tseslint.configs.disableTypeChecked.rules,
  },
  {
    files: [...SOURCES, 'scripts/**/*.mjs'],
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'max-lines': ['error', { max: 400 }],
      'no-var': 'error',
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'], location: 'start' }],
      'prefer-const': 'error',
    },
  },
  ...EXEMPTIONS.map(({ files, rules }) => ({
    files,
    rules: Object.fromEntries(rules.map((rule) => [rule, 'off'])),
  })),
];
