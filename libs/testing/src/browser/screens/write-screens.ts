import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { type Product, startProduct } from '../../acceptance/start-product.js';
import { fillSignIn, openPage } from '../console-stand.js';
import { findChromium, openBrowser } from '../open-browser.js';
import { describeScreens, type Screen } from './describe-screens.js';
import { fillSandbox, LOGIN, SANDBOX_CONFIG } from './fill-sandbox.js';

const SCHEMES = ['light', 'dark'] as const;
const SIZES = {
  wide: { width: 1360, height: 850 },
  narrow: { width: 400, height: 800 },
} as const;
/** Charts and editors draw after the page has read its data. */
const SETTLE_MS = 700;
const QUALITY = 70;

/**
 * Writes pictures of every page, light and dark, wide and narrow, and a page that shows them. WebP,
 * because a picture of text then weighs a quarter of its PNG.
 * @param searchPath folders in which Chromium is looked for
 * @throws when there is no Chromium, or when the product does not start
 */
export async function writeScreens(
  folder: string,
  say: (line: string) => void,
  searchPath = process.env.PATH ?? '',
): Promise<void> {
  const chromium = await findChromium(searchPath);
  if (!chromium) throw new Error('npm run screens needs Chromium, which is not on the PATH');
  await mkdir(folder, { recursive: true });
  const product = await startProduct({ config: SANDBOX_CONFIG });
  try {
    say('filling the sandbox with traffic …');
    const made = await fillSandbox(product, say);
    const screens = describeScreens(made);
    const browser = await openBrowser(chromium);
    for (const scheme of SCHEMES)
      for (const size of ['wide', 'narrow'] as const)
        await takeAll(browser, product, screens, { folder, scheme, size }, say);
    await browser.close();
    await writeFile(join(folder, 'README.md'), describePictures(screens));
  } finally {
    await product.remove();
  }
}

interface Look {
  folder: string;
  scheme: (typeof SCHEMES)[number];
  size: keyof typeof SIZES;
}

async function takeAll(
  browser: Browser,
  product: Product,
  screens: readonly Screen[],
  { folder, scheme, size }: Look,
  say: (line: string) => void,
): Promise<void> {
  const context = await browser.newContext({ viewport: SIZES[size], colorScheme: scheme });
  const page = await context.newPage();
  await page.goto(product.url);
  await page.getByLabel('Email').waitFor();
  await writeFile(join(folder, `sign-in-${scheme}-${size}.webp`), await takePicture(page));
  await fillSignIn(page, LOGIN.email, LOGIN.password);
  // Behind a button where the screen is narrow, but there.
  await page.locator('nav').first().waitFor({ state: 'attached' });
  for (const { name, path, press } of screens) {
    await openPage(page, `${product.url}${path}`);
    if (press) await page.getByRole('button', { name: press, exact: true }).first().click();
    await page.waitForTimeout(SETTLE_MS);
    const file = `${name}-${scheme}-${size}.webp`;
    await writeFile(join(folder, file), await takePicture(page));
    say(file);
  }
  await context.close();
}

/** Playwright itself knows PNG and JPEG alone. */
async function takePicture(page: Page): Promise<Buffer> {
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', {
    format: 'webp',
    quality: QUALITY,
  });
  await session.detach();
  return Buffer.from(data, 'base64');
}

function describePictures(screens: readonly Screen[]): string {
  const names = ['sign-in', ...screens.map(({ name }) => name)];
  const rows = names.map(
    (name) =>
      `## ${name}\n\n![${name}, light](${name}-light-wide.webp)\n\n` +
      `Also [dark](${name}-dark-wide.webp), [narrow](${name}-light-narrow.webp), ` +
      `[narrow and dark](${name}-dark-narrow.webp).\n`,
  );
  return `# Screens\n\nEvery page of the console on sandbox data. Made by \`npm run screens\`.\n\n${rows.join('\n')}`;
}
