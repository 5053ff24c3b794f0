import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ask, askAdmin } from '../acceptance/ask-product.js';
import { type Product, startProduct } from '../acceptance/start-product.js';
import type { Browser, Page } from 'playwright-core';
import { findChromium, openBrowser, type PageLog, watchPage } from './open-browser.js';

const EMAIL = 'reader@localhost';
const PASSWORD = 'a password for the browser test';
const FIRST_LOAD_BYTES = 300_000;
const START_MS = 250_000;
const TEST_MS = 30_000;

const chromium = await findChromium(process.env.PATH ?? '');
const describeInBrowser = chromium ? describe : describe.skip;

describeInBrowser('(needs Chromium) the console in a browser', () => {
  let product: Product;
  let browser: Browser;
  let page: Page;
  let log: PageLog;
  let key: string;

  beforeAll(async () => {
    product = await startProduct();
    const user = { email: EMAIL, password: PASSWORD, name: 'Reader', instance_owner: true };
    expect(await askAdmin(product, '/users', { body: user })).toMatchObject({ status: 201 });
    const made = await askAdmin(product, '/keys', { body: { workspace: 'default', name: 'e2e' } });
    key = String(made.json.key);
    browser = await openBrowser(chromium!);
    page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    log = await watchPage(page, product.url);
  }, START_MS);

  afterAll(async () => {
    await browser?.close();
    await product?.remove();
  });

  const say = (content: string, headers: Record<string, string> = {}) =>
    ask(product, '/v1/chat/completions', {
      token: key,
      headers,
      body: { model: 'sandbox/swift-mini', messages: [{ role: 'user', content }] },
    });

  test(
    'a wrong password says so, the right one opens the empty list with a command to paste',
    async () => {
      await page.goto(`${product.url}/`);
      await page.getByLabel('Email').fill(EMAIL);
      await page.locator('input[name=password]').fill('wrong');
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByRole('alert').waitFor();

      await page.locator('input[name=password]').fill(PASSWORD);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByText('No requests yet').waitFor();
      expect(await page.locator('pre').textContent()).toContain(`${product.url}/v1/chat`);
      expect(log.bytes).toBeLessThan(FIRST_LOAD_BYTES);
    },
    TEST_MS,
  );

  test(
    'a request arrives in the list by itself and opens with the keyboard',
    async () => {
      const answer = await say('Say <b>hello</b>', { 'x-wb-tags': 'from-e2e' });
      expect(answer.status).toBe(200);
      const link = page.getByRole('table').getByRole('link').first();
      await link.waitFor({ timeout: 10_000 });
      await link.focus();
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'Routing decision' }).waitFor();

      const main = page.getByRole('main');
      expect(new URL(page.url()).pathname).toBe(
        `/requests/${answer.headers.get('x-wb-request-id')}`,
      );
      const decision = await main.getByRole('region', { name: 'Routing decision' }).innerText();
      expect(decision).toContain('sandbox/swift-mini');
      expect(decision).toContain('kept');
      const conversation = main.getByRole('region', { name: 'Conversation' });
      expect(await conversation.innerText()).toContain('Say <b>hello</b>');
      expect(await conversation.locator('b').count()).toBe(0);
      const figures = await main.getByRole('region', { name: 'Figures' }).innerText();
      expect(figures).toContain('from-e2e');
      expect(figures).toContain(String(answer.headers.get('x-wb-cost-usd')));
    },
    TEST_MS,
  );

  test(
    'a filter lives in the address and survives a reload',
    async () => {
      await page.goto(`${product.url}/?status=error`);
      await page.getByText('Nothing matches').waitFor();
      await page.reload();
      await page.getByText('Nothing matches').waitFor();
      await page.getByRole('button', { name: 'Clear filters' }).click();
      await page.getByRole('table').getByRole('link').first().waitFor();
      expect(new URL(page.url()).searchParams.has('status')).toBe(false);
    },
    TEST_MS,
  );

  test(
    'signing out ends the session for this page and for the next',
    async () => {
      await page.getByRole('button', { name: 'Sign out' }).click();
      await page.getByLabel('Email').waitFor();
      await page.reload();
      await page.getByLabel('Email').waitFor();
    },
    TEST_MS,
  );

  test('all the while nothing failed and nobody else was called', () => {
    expect(log).toMatchObject({ errors: [], strangers: [] });
  });
});
