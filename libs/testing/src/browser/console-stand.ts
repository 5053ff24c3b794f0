import type { Browser, BrowserContext, Page } from 'playwright-core';
import { type Answer, ask, askAdmin } from '../acceptance/ask-product.js';
import { type Product, startProduct } from '../acceptance/start-product.js';
import { openBrowser, type PageLog, watchPage } from './open-browser.js';

export const PASSWORD = 'a password for the browser test';

/** The product and a browser in front of it, for all tests of the console. */
export interface ConsoleStand {
  product: Product;
  browser: Browser;
  /** Signed out. */
  page: Page;
  log: PageLog;
  /** Calls the admin API and expects success. */
  admin(path: string, body?: unknown, method?: string): Promise<Record<string, unknown>>;
  /** Sends a chat completion with a key. */
  say(key: string, model: string, content: string, more?: Say): Promise<Answer>;
  /** A page of its own, signed in. */
  signIn(email: string, scheme?: 'light' | 'dark'): Promise<Page>;
  close(): Promise<void>;
}

interface Say {
  headers?: Record<string, string>;
  body?: Record<string, unknown>;
}

/** Starts the product as `npm start` does, and Chromium. */
export async function openConsoleStand(chromium: string): Promise<ConsoleStand> {
  const product = await startProduct();
  const browser = await openBrowser(chromium);
  const page = await browser.newPage({ viewport: { width: 1360, height: 900 } });
  const log = await watchPage(page, product.url);
  const contexts: BrowserContext[] = [];
  return {
    ...{ product, browser, page, log },
    async admin(path, body, method) {
      const answer = await askAdmin(product, path, { body, ...(method ? { method } : {}) });
      if (answer.status >= 300)
        throw new Error(`${path} answered ${answer.status}: ${answer.text}`);
      return answer.json;
    },
    say: (key, model, content, more = {}) =>
      ask(product, '/v1/chat/completions', {
        token: key,
        headers: more.headers ?? {},
        body: { model, messages: [{ role: 'user', content }], ...more.body },
      }),
    async signIn(email, scheme = 'light') {
      const viewport = { width: 1360, height: 900 };
      const context = await browser.newContext({ viewport, colorScheme: scheme });
      contexts.push(context);
      const own = await context.newPage();
      await own.goto(product.url);
      await fillSignIn(own, email, PASSWORD);
      await own.getByRole('navigation', { name: 'Pages' }).waitFor();
      return own;
    },
    async close() {
      for (const context of contexts) await context.close();
      await browser.close();
      await product.remove();
    },
  };
}

/** Fills the sign-in form and sends it. */
export async function fillSignIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel('Email').fill(email);
  await page.locator('input[name=password]').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

const STILL_READING = '[aria-busy=true], .mantine-Skeleton-root, .mantine-Loader-root';

/** Opens an address and waits until the page shows what it read. */
export async function openPage(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.locator(STILL_READING).first().waitFor({ state: 'detached' });
}

/** Goes to a page of the navigation, as a user does. */
export async function goTo(page: Page, place: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: place }).click();
  await page.getByRole('heading', { level: 1, name: place }).waitFor();
}
