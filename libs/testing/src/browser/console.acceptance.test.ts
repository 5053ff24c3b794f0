import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { waitUntil } from '../acceptance/wait-until.js';
import {
  type ConsoleStand,
  fillSignIn,
  goTo,
  openConsoleStand,
  openPage,
  PASSWORD,
} from './console-stand.js';
import { fillConsoleStand, MODEL, OWNER, PAGES, VIEWER } from './fill-console-stand.js';
import { HOSTILE_TEXTS } from './hostile-texts.js';
import { findChromium, watchPage } from './open-browser.js';

const FIRST_LOAD_BYTES = 300_000;
const START_MS = 250_000;
const TEST_MS = 60_000;

const chromium = await findChromium(process.env.PATH ?? '');
const describeInBrowser = chromium ? describe : describe.skip;

describeInBrowser('(needs Chromium) the console in a browser', () => {
  let stand: ConsoleStand;
  let page: Page;
  let key: string;

  beforeAll(async () => {
    stand = await openConsoleStand(chromium!);
    page = stand.page;
    await fillConsoleStand(stand);
  }, START_MS);

  afterAll(() => stand?.close());

  test(
    'the first run leads from the sign-in over a new key to the first completion',
    async () => {
      await page.goto(stand.product.url);
      await fillSignIn(page, OWNER, 'wrong');
      await page.getByRole('alert').waitFor();
      await fillSignIn(page, OWNER, PASSWORD);
      await page.getByRole('heading', { name: 'No requests yet' }).waitFor();
      expect(await page.locator('pre').textContent()).toContain(`${stand.product.url}/v1/chat`);
      expect(stand.log.bytes).toBeLessThan(FIRST_LOAD_BYTES);

      await page.getByRole('link', { name: 'Create a key' }).click();
      const form = page.getByRole('dialog', { name: 'Create a key' });
      await form.getByRole('button', { name: 'Create' }).click();
      await form.getByText('expected string').waitFor();
      await form.getByLabel('Name').fill('first');
      await form.getByRole('button', { name: 'Create' }).click();
      const secret = page.getByRole('dialog', { name: 'Key first' });
      key = String(await secret.locator('pre').first().textContent());
      await secret.getByRole('button', { name: 'I have copied it' }).click();
      await page
        .getByRole('table', { name: 'Keys' })
        .getByRole('link', { name: 'first' })
        .waitFor();
      expect(await page.content()).not.toContain(key);

      expect((await stand.say(key, MODEL, 'Hello')).status).toBe(200);
      await goTo(page, 'Overview');
      await page
        .getByRole('table', { name: 'Newest requests' })
        .getByRole('link')
        .first()
        .waitFor();
    },
    TEST_MS,
  );

  test(
    'a request is found by its filter, opened with the keyboard, and tells its decision',
    async () => {
      const headers = { 'x-wb-tags': 'from-e2e' };
      const answer = await stand.say(key, 'chat', 'Say <b>hello</b>', { headers });
      await page.goto(`${stand.product.url}/requests`);
      const facets = page.getByRole('complementary', { name: 'Facets' });
      await facets.getByRole('button', { name: 'from-e2e' }).click();
      await page.getByText('tag: from-e2e').waitFor();
      expect(new URL(page.url()).searchParams.get('tag')).toBe('from-e2e');
      await page.reload();
      const rows = page.getByRole('table', { name: 'Requests, newest first' }).getByRole('link');
      await rows.first().waitFor();
      expect(await rows.count()).toBe(1);

      await rows.first().focus();
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'Routing decision' }).waitFor();
      const id = answer.headers.get('x-wb-request-id');
      expect(new URL(page.url()).pathname).toBe(`/requests/${id}`);
      const region = (name: string) => page.getByRole('region', { name });
      const decision = await region('Routing decision').innerText();
      expect(decision).toContain('is the route “chat” with the strategy “priority”');
      expect(decision).toContain('target, to be tried as number 1');
      expect(await region('Conversation').innerText()).toContain('Say <b>hello</b>');
      expect(await region('Figures').innerText()).toContain(
        String(answer.headers.get('x-wb-cost-usd')),
      );
    },
    TEST_MS,
  );

  test(
    'a key made with a budget is stopped by it with 402',
    async () => {
      await goTo(page, 'Keys and budgets');
      await page.getByRole('button', { name: 'Create key' }).click();
      const form = page.getByRole('dialog', { name: 'Create a key' });
      await form.getByLabel('Name').fill('poor');
      await form.getByLabel('Limit').fill('0.000001');
      await form.getByLabel('Period', { exact: true }).click();
      await page.getByRole('option', { name: 'day' }).click();
      await form.getByRole('button', { name: 'Create' }).click();
      const secret = page.getByRole('dialog', { name: 'Key poor' });
      const poor = String(await secret.locator('pre').first().textContent());
      await secret.getByRole('button', { name: 'I have copied it' }).click();

      const refused = await stand.say(poor, MODEL, 'Hello');
      expect([refused.status, refused.json['error']]).toMatchObject([
        402,
        { code: 'budget_exceeded' },
      ]);
      const budget = page
        .getByRole('table', { name: 'Budgets' })
        .getByRole('row', { name: 'poor' });
      await budget.getByRole('button', { name: 'Burn-down' }).click();
      await page.getByRole('img', { name: 'Remaining budget over the window' }).waitFor();
    },
    TEST_MS,
  );

  test(
    'an edited route is followed by the next request',
    async () => {
      expect((await stand.say(key, 'chat', 'Hello')).headers.get('x-wb-model')).toBe('swift-mini');
      await page.goto(`${stand.product.url}/routing/chat`);
      await page.getByRole('button', { name: 'Edit' }).click();
      const form = page.getByRole('dialog', { name: 'Route chat' });
      await form.getByLabel('Model').fill('sandbox/steady');
      await form.getByRole('button', { name: 'Save' }).click();
      await form.waitFor({ state: 'detached' });
      await page.getByRole('table', { name: 'Targets' }).getByText('sandbox/steady').waitFor();
      expect((await stand.say(key, 'chat', 'Hello')).headers.get('x-wb-model')).toBe('steady');
      await page.getByRole('button', { name: 'Show the plan' }).click();
      const plan = page.getByRole('status', { name: 'Plan' });
      await plan.getByRole('cell', { name: 'sandbox/steady' }).waitFor();
    },
    TEST_MS,
  );

  test(
    'an auto route is frozen and says so',
    async () => {
      await page.goto(`${stand.product.url}/routing/smart`);
      await page.getByRole('button', { name: 'Freeze' }).click();
      const question = page.getByRole('dialog', { name: 'Freeze' });
      await question.getByRole('button', { name: 'Freeze' }).click();
      await page.getByRole('status').getByText('Nothing moves until').waitFor();
      const { data } = await stand.admin('/routing/decisions?workspace=default&route=smart');
      expect(data).toMatchObject([{ route: 'smart', frozen: true }]);
    },
    TEST_MS,
  );

  test(
    'what callers and people write stays text on every page',
    async () => {
      const [script, image] = HOSTILE_TEXTS;
      const ids: string[] = [];
      for (const text of HOSTILE_TEXTS) {
        const hostile = await stand.say(key, MODEL, text, {
          headers: { 'x-wb-user': latin(text), 'x-wb-tags': latin(text) },
          body: { metadata: { note: text } },
        });
        expect(hostile.status).toBe(200);
        ids.push(String(hostile.headers.get('x-wb-request-id')));
      }
      const unknown = await stand.say(key, `no/${image}`, 'Hello');
      ids.push(String(unknown.headers.get('x-wb-request-id')));
      await stand.admin('/keys', { workspace: 'default', name: script });
      await stand.admin('/evaluators', {
        ...{ workspace: 'default', name: image, enabled: false },
        scorer: { kind: 'contains', value: script },
      });
      await stand.admin('/workspaces/default', { name: `Acme ${image}` }, 'PATCH');
      const rows = () => stand.admin('/requests?workspace=default&limit=100');
      await waitUntil('the hostile requests in the log', async () => {
        const read = ((await rows())['data'] as { id: string }[]).map(({ id }) => id);
        return ids.every((id) => read.includes(id));
      });
      const details = ids.map((id) => `/requests/${id}`);
      for (const path of [...PAGES, ...details]) {
        await openPage(page, `${stand.product.url}${path}`);
        const found = await page.evaluate(
          `[window.hacked, document.querySelectorAll('main iframe, main img, main script, main a[href^="javascript"]').length]`,
        );
        expect([path, found]).toEqual([path, [undefined, 0]]);
      }
    },
    2 * TEST_MS,
  );

  test(
    'the first load of the overview with its charts stays below 300 KB',
    async () => {
      const context = await stand.browser.newContext();
      const own = await context.newPage();
      const log = await watchPage(own, stand.product.url);
      await own.goto(stand.product.url);
      await fillSignIn(own, OWNER, PASSWORD);
      await own.locator('canvas').first().waitFor();
      await own.getByRole('table', { name: 'Newest requests' }).waitFor();
      expect(log.bytes).toBeGreaterThan(FIRST_LOAD_BYTES / 3);
      expect(log.bytes).toBeLessThan(FIRST_LOAD_BYTES);
      await context.close();
    },
    TEST_MS,
  );

  test(
    'a viewer sees no button that changes anything, and the server refuses the change',
    async () => {
      const own = await stand.signIn(VIEWER);
      const writing =
        /^(Create|Add|Edit|Delete|Revoke|Rotate|Remove|Freeze|Roll back|Test|Good|Bad)\b/;
      for (const path of PAGES) {
        await openPage(own, `${stand.product.url}${path}`);
        expect([path, await own.getByRole('button', { name: writing }).count()]).toEqual([path, 0]);
      }
      const api = `${stand.product.url}/api/v1`;
      const session = await (await own.request.get(`${api}/session`)).json();
      const refused = await own.request.post(`${api}/keys?workspace=default`, {
        headers: { 'x-wb-csrf': session.csrf_token },
        data: { name: 'mine' },
      });
      expect(refused.status()).toBe(403);
      await own.close();
    },
    TEST_MS,
  );

  test(
    'signing out ends the session for this page and for the next',
    async () => {
      await page.goto(stand.product.url);
      await page.getByRole('button', { name: 'Sign out' }).click();
      await page.getByLabel('Email').waitFor();
      await page.reload();
      await page.getByLabel('Email').waitFor();
    },
    TEST_MS,
  );

  test('all the while nothing failed and nobody else was called', () => {
    expect(stand.log).toMatchObject({ errors: [], strangers: [] });
  });
});

/** What a header may carry of a text. */
const latin = (text: string): string => text.replace(/[^\x20-\x7e]/g, '').replaceAll(',', ';');
