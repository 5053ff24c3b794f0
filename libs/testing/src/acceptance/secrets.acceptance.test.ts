import { randomBytes } from 'node:crypto';
import { describe, expect, jest, test } from '@jest/globals';
import { type Answer, ask, askAdmin } from './ask-product.js';
import { describeVendor } from './describe-vendor.js';
import { openStores } from './open-stores.js';
import { searchFiles, searchStores } from './search-for-text.js';
import { useProduct } from './use-product.js';
import { waitUntil } from './wait-until.js';

jest.setTimeout(300_000);

const canary = (kind: string): string => `sk-${kind}-${randomBytes(16).toString('hex')}`;
const SECRETS = {
  providerKey: canary('provider'),
  providerHeader: canary('header'),
  callerKey: canary('caller'),
  masterKey: randomBytes(32).toString('base64'),
  adminToken: canary('admin'),
};
/** No secret: what every search must be able to find. */
const CONTROL = `control-${randomBytes(8).toString('hex')}`;

const READ_PATHS = [
  '/providers',
  '/providers/fake',
  '/keys?workspace=safe',
  '/requests?workspace=safe',
  '/audit_log?workspace=safe',
  '/audit_log',
  '/workspaces',
  '/budgets?workspace=safe',
  '/models?workspace=safe',
];

const stand = useProduct((vendor) => ({
  env: {
    WB_ADMIN_TOKEN: SECRETS.adminToken,
    WB_MASTER_KEY: SECRETS.masterKey,
    WB_LOG_LEVEL: 'trace',
  },
  config: {
    version: 1,
    providers: [
      describeVendor(vendor, ['chat', 'refusing', 'failing'], {
        api_key: SECRETS.providerKey,
        headers: { 'x-extra': SECRETS.providerHeader },
      }),
    ],
    workspaces: [{ id: 'safe', keys: [{ name: CONTROL, key: SECRETS.callerKey }] }],
  },
}));

function complete(model: string, token: string): Promise<Answer> {
  return ask(stand.product, '/v1/chat/completions', {
    token,
    body: { model, messages: [{ role: 'user', content: CONTROL }], max_tokens: 10 },
  });
}

/** Answers of every kind, among them failures of a vendor that repeats our credentials to us. */
async function collectAnswers(): Promise<Answer[]> {
  const leak = `bad key ${SECRETS.providerKey}, header ${SECRETS.providerHeader}`;
  stand.vendor.script('refusing', {
    status: 400,
    body: { error: { message: leak, type: 'invalid_request_error' } },
  });
  stand.vendor.script('failing', { status: 500, body: leak });
  const answers = [
    await complete('fake/chat', SECRETS.callerKey),
    await complete('fake/refusing', SECRETS.callerKey),
    await complete('fake/failing', SECRETS.callerKey),
    await complete('fake/unknown', SECRETS.callerKey),
    await complete('fake/chat', `${SECRETS.callerKey}x`),
    await ask(stand.product, '/v1/key', { token: SECRETS.callerKey }),
    await ask(stand.product, '/v1/models', { token: SECRETS.callerKey }),
    await ask(stand.product, '/metrics'),
    await ask(stand.product, '/api/openapi.json'),
    await ask(stand.product, '/api/v1/keys', { token: SECRETS.callerKey }),
    await askAdmin(stand.product, '/routing/plan', {
      body: { workspace: 'safe', body: { model: 'fake/chat', messages: [] }, headers: {} },
    }),
    await askAdmin(stand.product, '/providers', {
      body: {
        id: 'bad',
        type: 'openai',
        api_key: SECRETS.providerKey,
        unknown_field: SECRETS.providerHeader,
      },
    }),
  ];
  const rows = await waitUntil('the requests to be logged', async () => {
    const list = await askAdmin(stand.product, '/requests?workspace=safe');
    const data = list.json['data'] as { id: string }[] | undefined;
    return data && data.length >= 3 ? data : undefined;
  });
  for (const row of rows)
    answers.push(await askAdmin(stand.product, `/requests/${row.id}?workspace=safe`));
  for (const path of READ_PATHS) answers.push(await askAdmin(stand.product, path));
  return answers;
}

function hasText(answer: Answer, text: string): boolean {
  const headers = [...answer.headers].map(([name, value]) => `${name}: ${value}`).join('\n');
  return `${headers}\n${answer.text}`.includes(text);
}

describe('no secret leaves the vault', () => {
  test('the vendor is called with its key and headers, so the canaries are real', async () => {
    await complete('fake/chat', SECRETS.callerKey);
    expect(stand.vendor.calls.at(-1)?.headers).toMatchObject({
      authorization: `Bearer ${SECRETS.providerKey}`,
      'x-extra': SECRETS.providerHeader,
    });
  });

  test('no answer, log line, file or database row holds one; the control is in all of them', async () => {
    const answers = await collectAnswers();
    const stores = await openStores(stand.product);
    try {
      const places = async (text: string): Promise<string[]> => [
        ...(answers.some((answer) => hasText(answer, text)) ? ['answers'] : []),
        ...(stand.product.log().includes(text) ? ['log'] : []),
        ...(await searchFiles(stand.product.dataDir, text)),
        ...(await searchStores(stores, text)),
      ];
      const control = (await places(CONTROL)).join('\n');
      for (const place of ['answers', 'journal', 'postgres ', 'engine ']) {
        expect(control).toContain(place);
      }
      for (const [kind, text] of Object.entries(SECRETS)) {
        expect({ kind, places: await places(text) }).toEqual({ kind, places: [] });
      }
    } finally {
      await stores.close();
    }
  });
});

describe('the connect-time address guard', () => {
  test.each(['127.0.0.1', 'localhost', '0.0.0.0', '[::ffff:127.0.0.1]', '2130706433'])(
    'a provider at %s that may not reach private networks is never connected',
    async (host) => {
      stand.vendor.reset();
      const id = `guard-${randomBytes(4).toString('hex')}`;
      const created = await askAdmin(stand.product, '/providers', {
        body: {
          id,
          type: 'openai-compatible',
          base_url: `http://${host}:${new URL(stand.vendor.url).port}/v1`,
          api_key: 'sk-guard',
          models: [{ id: 'chat', price: { input: '1', output: '1' } }],
        },
      });
      expect([201, 400]).toContain(created.status);
      const answer = await complete(`${id}/chat`, SECRETS.callerKey);
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(stand.vendor.calls).toHaveLength(0);
    },
  );
});
