import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { afterAll, expect, jest, test } from '@jest/globals';
import type { Script } from '../fake-vendor/script.js';
import { ask, readAllRequests } from './ask-product.js';
import { describeVendor } from './describe-vendor.js';
import { openStores } from './open-stores.js';
import { searchFiles, searchStores } from './search-for-text.js';
import { useProduct } from './use-product.js';
import { waitUntil } from './wait-until.js';

jest.setTimeout(300_000);

const PRIVATE_KEY = 'wb-acceptance-private-key-01';
const OPEN_KEY = 'wb-acceptance-open-key-00001';

interface Canaries {
  prompt: string;
  completion: string;
}

/** A way a request can end, each of which has its own way to leave traces behind. */
interface Ending {
  name: string;
  model: string;
  stream: boolean;
  script(canaries: Canaries): Script;
}

const ENDINGS: readonly Ending[] = [
  {
    name: 'whole answer',
    model: 'whole',
    stream: false,
    script: ({ completion }) => ({ text: completion }),
  },
  {
    name: 'stream',
    model: 'streamed',
    stream: true,
    script: ({ completion }) => ({ text: `some ${completion} words` }),
  },
  {
    name: 'refusal that repeats the prompt',
    model: 'refused',
    stream: false,
    script: ({ prompt, completion }) => ({
      status: 400,
      body: {
        error: { message: `cannot read ${prompt} ${completion}`, type: 'invalid_request_error' },
      },
    }),
  },
  {
    name: 'failure that repeats the prompt',
    model: 'failed',
    stream: false,
    script: ({ prompt, completion }) => ({
      status: 500,
      body: `crashed at ${prompt} ${completion}`,
    }),
  },
  {
    name: 'stream that breaks',
    model: 'cut',
    stream: true,
    script: ({ completion }) => ({ text: `${completion} `.repeat(20), cutAtByte: 1_500 }),
  },
  {
    name: 'rubbish',
    model: 'rubbish',
    stream: false,
    script: ({ completion }) => ({ body: `<html>${completion}` }),
  },
];

const temporary = mkdtempSync(join(tmpdir(), 'wb-zdr-tmp-'));
const stand = useProduct((vendor) => ({
  env: { TMPDIR: temporary, WB_LOG_LEVEL: 'trace' },
  config: {
    version: 1,
    providers: [
      describeVendor(
        vendor,
        ENDINGS.map((ending) => ending.model),
        { zdr: true },
      ),
    ],
    workspaces: [
      { id: 'private', zdr: true, keys: [{ name: 'private', key: PRIVATE_KEY }] },
      { id: 'open', keys: [{ name: 'open', key: OPEN_KEY }] },
    ],
  },
}));

afterAll(() => rmSync(temporary, { recursive: true, force: true }));

/** Sends one request of every ending, and returns what must, or must not, be found afterwards. */
async function sendCanaries(key: string): Promise<Canaries[]> {
  const all: Canaries[] = [];
  for (const ending of ENDINGS) {
    const canaries = {
      prompt: `prompt${randomBytes(12).toString('hex')}`,
      completion: `completion${randomBytes(12).toString('hex')}`,
    };
    all.push(canaries);
    stand.vendor.script(ending.model, ending.script(canaries));
    await ask(stand.product, '/v1/chat/completions', {
      token: key,
      headers: { 'idempotency-key': canaries.prompt.replace('prompt', 'once-') },
      body: {
        model: `fake/${ending.model}`,
        messages: [{ role: 'user', content: `Please repeat ${canaries.prompt}` }],
        max_tokens: 50,
        stream: ending.stream,
      },
    }).catch(() => undefined);
  }
  return all;
}

async function findEverywhere(text: string): Promise<string[]> {
  const stores = await openStores(stand.product);
  try {
    return [
      ...(await searchStores(stores, text)),
      ...(await searchFiles(stand.product.dataDir, text)),
      ...(await searchFiles(temporary, text)),
      ...(`${stand.product.output()}${stand.product.log()}`.includes(text) ? ['output'] : []),
    ];
  } finally {
    await stores.close();
  }
}

test('no byte of a zero-retention prompt or completion is stored; others are found by the same search', async () => {
  const secret = await sendCanaries(PRIVATE_KEY);
  const open = await sendCanaries(OPEN_KEY);
  await waitUntil('all requests to be recorded', async () => {
    const counts = await Promise.all(
      ['private', 'open'].map(async (id) => (await readAllRequests(stand.product, id)).length),
    );
    return counts.every((count) => count === ENDINGS.length);
  });

  const control = await findEverywhere(open[0]?.prompt ?? '');
  expect(control.join('\n')).toContain('journal');
  expect(control.join('\n')).toContain('engine ');
  expect((await findEverywhere(open[1]?.completion ?? '')).join('\n')).toContain('engine ');

  const found: string[] = [];
  for (const [index, { prompt, completion }] of secret.entries()) {
    for (const text of [prompt, completion]) {
      const places = await findEverywhere(text);
      found.push(...places.map((place) => `${ENDINGS[index]?.name}: ${text} in ${place}`));
    }
  }
  expect(found).toEqual([]);
});
