/**
 * Who may import whom: docs/architecture.md. Each rule is shown to fire in
 * libs/testing/src/boundaries/boundaries.test.ts.
 */
const SOURCE = '^(libs|apps)/[^/]+/src/';
const TEST_FILE = '\\.(test|bench|fixture)\\.tsx?$';
/** Import specifiers of workspace packages resolve into their folders under libs. */
const lib = (...names) => `^libs/(${names.join('|')})/`;
const pkg = (...names) => `(^|/)node_modules/(${names.join('|')})(/|$)`;

const MIDDLE = ['gateway', 'observe', 'evals', 'govern'];

/** What each library may import of ours besides itself. Tests may also import `testing`. */
const MAY_IMPORT = {
  kernel: [],
  contracts: [],
  gateway: ['contracts', 'kernel'],
  observe: ['contracts', 'kernel'],
  evals: ['contracts', 'kernel'],
  govern: ['contracts', 'kernel'],
  stores: ['contracts', 'kernel', ...MIDDLE],
  server: ['contracts', 'kernel', ...MIDDLE, 'stores'],
  testing: ['contracts', 'kernel', 'gateway', 'stores'],
};

const WHY = {
  kernel: 'kernel is the ground everything stands on: it imports nothing of ours.',
  contracts: 'contracts is what crosses a process; it must not drag our rules along.',
  gateway:
    'A middle library takes clock, stores and model calls as arguments and never imports another one.',
  observe:
    'A middle library takes clock, stores and model calls as arguments and never imports another one.',
  evals:
    'A middle library takes clock, stores and model calls as arguments and never imports another one.',
  govern:
    'A middle library takes clock, stores and model calls as arguments and never imports another one.',
  stores:
    'stores implements what the middle libraries declare; it knows no HTTP and no application.',
  server:
    'server translates HTTP and jobs into use cases; applications compose it, not the reverse.',
  testing: 'testing supports tests; it may know contracts, kernel, gateway and stores.',
};

const layers = Object.entries(MAY_IMPORT).map(([name, allowed]) => ({
  name: `layer-${name}`,
  severity: 'error',
  comment: `${WHY[name]} Allowed here: ${allowed.join(', ') || 'nothing of ours'}.`,
  from: { path: `^libs/${name}/src/`, pathNot: TEST_FILE },
  to: { path: '^(libs|apps)/', pathNot: lib(name, ...allowed) },
}));

module.exports = {
  forbidden: [
    ...layers,
    {
      name: 'no-testing-in-product',
      severity: 'error',
      comment: 'testing holds fakes and throw-away stores: only tests import it.',
      from: { path: SOURCE, pathNot: [TEST_FILE, '^libs/testing/'] },
      to: { path: '^libs/testing/' },
    },
    {
      name: 'tests-stay-below',
      severity: 'error',
      comment: 'A test of a library may use testing, but not a layer above its own.',
      from: { path: '^libs/(kernel|contracts|gateway|observe|evals|govern)/src/.*' + TEST_FILE },
      to: { path: ['^libs/server/', '^apps/'] },
    },
    {
      name: 'console-contracts-only',
      severity: 'error',
      comment:
        'The console runs in a browser and speaks to the API: of ours it imports contracts alone.',
      from: { path: '^apps/console/', pathNot: TEST_FILE },
      to: { path: '^(libs|apps)/', pathNot: ['^apps/console/', '^libs/contracts/'] },
    },
    {
      name: 'apps-apart',
      severity: 'error',
      comment: 'Applications are thin compositions: what two of them need belongs in server.',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'no-deep-imports',
      severity: 'error',
      comment: 'Another package is imported by its name, so that its exports stay its contract.',
      from: { path: '^(libs|apps)/([^/]+)/' },
      to: { path: '^(libs|apps)/', pathNot: '^$1/$2/', dependencyTypesNot: ['aliased'] },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'Two files that need each other are one idea, or hide a third.',
      from: { path: SOURCE },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-barrels',
      severity: 'error',
      comment: 'An index file hides what is imported from where: name the file for what it does.',
      from: { path: SOURCE },
      to: { path: '^(libs|apps)/.*/index\\.tsx?$' },
    },
    {
      name: 'nest-in-server-only',
      severity: 'error',
      comment: 'Rules run in a test with `new`: the framework stays at the edge.',
      from: {
        path: SOURCE,
        pathNot: ['^libs/server/', '^apps/(gateway|control|eval-worker|standalone)/'],
      },
      to: { path: pkg('@nestjs/[^/]+', 'fastify', '@fastify/[^/]+') },
    },
    {
      name: 'drivers-in-stores-only',
      severity: 'error',
      comment: 'SQL and drivers exist in stores only, so that entities never leave it.',
      from: { path: SOURCE, pathNot: ['^libs/stores/', '^libs/testing/', TEST_FILE] },
      to: { path: pkg('typeorm', 'pg', '@clickhouse/[^/]+', 'ioredis', 'bullmq', 'chdb') },
    },
    {
      name: 'undici-in-outbound-only',
      severity: 'error',
      comment:
        'One outbound client holds the address guard: nothing else opens a socket to a provider.',
      from: { path: SOURCE, pathNot: ['^libs/gateway/src/outbound/', TEST_FILE] },
      to: { path: [pkg('undici'), '^undici$'] },
    },
    {
      name: 'pure-ground',
      severity: 'error',
      comment:
        'kernel and contracts compute: files, sockets and processes are for the layers above.',
      from: { path: '^libs/(kernel|contracts)/src/', pathNot: TEST_FILE },
      to: {
        path: '^(node:)?(fs|fs/promises|net|http|https|child_process|worker_threads)$',
        dependencyTypes: ['core'],
      },
    },
    {
      name: 'no-unresolvable',
      severity: 'error',
      comment: 'This import leads nowhere.',
      from: { path: SOURCE },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|coverage)/' },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    preserveSymlinks: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json'],
      mainFields: ['main', 'types'],
    },
  },
};
