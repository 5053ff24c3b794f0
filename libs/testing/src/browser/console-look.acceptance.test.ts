import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { waitUntil } from '../acceptance/wait-until.js';
import { findBarriers } from './check-accessibility.js';
import { type ConsoleStand, openConsoleStand, openPage } from './console-stand.js';
import { fillConsoleStand, MODEL, OWNER, PAGES } from './fill-console-stand.js';
import { findChromium } from './open-browser.js';

const START_MS = 250_000;
const TEST_MS = 60_000;
const SERVICES = 11;
/** More than a table shows without a filter: also the first key and that of the first start. */
const KEYS = SERVICES + 2;
const CODE = `select ${'a_long_name, '.repeat(40)}1`;
const FENCED = `Fix this function:\n\n\`\`\`sql\n${CODE}\n\`\`\`\n\nIt is <b>wrong</b>.`;
const COMMENT = `Too long, ${'and then some more of it '.repeat(20)}${'x'.repeat(200)}`;
const FOCUSED = `document.activeElement.closest('[role=dialog]') && (document.activeElement.labels?.[0]?.innerText ?? document.activeElement.ariaLabel)`;

const chromium = await findChromium(process.env.PATH ?? '');
const describeInBrowser = chromium ? describe : describe.skip;

describeInBrowser('(needs Chromium) what the console looks like', () => {
  let stand: ConsoleStand;
  let page: Page;
  /** Of a request that was answered and of one that was not. */
  let requests: string[];

  beforeAll(async () => {
    stand = await openConsoleStand(chromium!);
    await fillConsoleStand(stand);
    const made = await stand.admin('/keys', { workspace: 'default', name: 'first' });
    for (let index = 1; index <= SERVICES; index += 1)
      await stand.admin('/keys', { workspace: 'default', name: `service ${index}` });
    const key = String(made['key']);
    const answers = [await stand.say(key, MODEL, FENCED), await stand.say(key, 'no/such', 'Hello')];
    const ids = answers.map(({ headers }) => String(headers.get('x-wb-request-id')));
    await stand.admin('/scores', {
      ...{ workspace: 'default', request_id: ids[0] },
      ...{ name: 'a-rather-long-name', value: 0.123456, comment: COMMENT },
    });
    requests = ids.map((id) => `/requests/${id}`);
    const written = async () => {
      const { data } = await stand.admin('/requests?workspace=default&limit=100');
      const there = (data as { id: string }[]).map(({ id }) => id);
      return ids.every((id) => there.includes(id));
    };
    await waitUntil('the requests in the log', written);
    page = await stand.signIn(OWNER);
  }, START_MS);

  afterAll(() => stand?.close());

  test.each(['light', 'dark'] as const)(
    'no page has a serious barrier in %s colours',
    async (scheme) => {
      const own = await stand.signIn(OWNER, scheme);
      for (const path of [...PAGES, ...requests]) {
        await openPage(own, `${stand.product.url}${path}`);
        expect([path, await findBarriers(own)]).toEqual([path, []]);
      }
      await own.goto(`${stand.product.url}/keys?new=key`);
      await own.getByRole('dialog').waitFor();
      expect(await findBarriers(own)).toEqual([]);
      await own.close();
    },
    2 * TEST_MS,
  );

  test(
    'fenced code of a message stands apart from its text, and both stay what was written',
    async () => {
      await openPage(page, `${stand.product.url}${requests[0]}`);
      const conversation = page.getByRole('region', { name: 'Conversation' });
      const block = conversation.locator('pre').first();
      expect(await block.textContent()).toBe(CODE);
      const told = await conversation.innerText();
      expect(told).not.toContain('```');
      expect(told).toContain('sql');
      expect(told).toContain('It is <b>wrong</b>.');
    },
    TEST_MS,
  );

  test.each([1360, 400])(
    'at a width of %s nothing of the request page is wider than its place',
    async (width) => {
      await page.setViewportSize({ width, height: 900 });
      await openPage(page, `${stand.product.url}${requests[0]}`);
      await page.getByRole('table', { name: 'Scores' }).waitFor();
      // What may be scrolled sideways is code alone.
      const wider = await page.evaluate(
        `[...document.querySelectorAll('main *:not(pre)')].filter((one) => one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).overflowX !== 'visible').map((one) => one.outerHTML.slice(0, 200))`,
      );
      await page.setViewportSize({ width: 1360, height: 900 });
      expect(wider).toEqual([]);
    },
    TEST_MS,
  );

  test.each([
    ['/keys', 'Create key', 'Name'],
    ['/members', 'Add member', 'User'],
    ['/providers', 'Add provider', 'ID'],
    ['/evals?tab=evaluators', 'Create evaluator', 'Name'],
  ])(
    'a form of %s begins at its first field',
    async (path, button, field) => {
      await openPage(page, `${stand.product.url}${path}`);
      await page.getByRole('button', { name: button }).click();
      await page.getByRole('dialog').waitFor();
      await waitUntil('the focus in the first field', async () =>
        String(await page.evaluate(FOCUSED)).startsWith(field),
      );
      expect(await page.getByRole('listbox').count()).toBe(0);
    },
    TEST_MS,
  );

  test(
    'the filter of a table is part of the address, and leads back when nothing matches',
    async () => {
      await openPage(page, `${stand.product.url}/keys?keys=SERVICE+11`);
      const keys = page.getByRole('region', { name: 'Keys' });
      const rows = keys.getByRole('table', { name: 'Keys' }).getByRole('link');
      expect(await rows.allInnerTexts()).toEqual(['service 11']);
      expect(await keys.getByRole('status').innerText()).toBe(`1 of ${KEYS}`);

      await page.keyboard.press('/');
      await page.keyboard.type(' or none');
      await keys.getByText('Nothing matches').waitFor();
      const parameter = () => new URL(page.url()).searchParams.get('keys');
      await waitUntil('the text in the address', async () => parameter() === 'SERVICE 11 or none');
      await keys.getByRole('button', { name: 'Clear the filter' }).click();
      await waitUntil('the address without it', async () => parameter() === null);
      expect(await rows.count()).toBe(KEYS);
      expect(await page.evaluate('document.activeElement.ariaLabel')).toBe('Filter Keys');
    },
    TEST_MS,
  );
});
