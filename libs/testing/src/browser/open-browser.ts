import { findProgram } from '@weighbridge/stores/embedded/child/find-program';
import { type Browser, chromium, type Page } from 'playwright-core';

const CHROMIUM = ['chromium', 'chromium-browser', 'google-chrome'];
/** No background traffic, no first-run pages: what is measured is the console alone. */
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Where Chromium is, in the folders of a `PATH`; undefined: nowhere. */
export async function findChromium(searchPath: string): Promise<string | undefined> {
  for (const program of CHROMIUM) {
    const path = await findProgram(program, searchPath);
    if (path !== undefined) return path;
  }
  return undefined;
}

export const openBrowser = (executablePath: string): Promise<Browser> =>
  chromium.launch({ executablePath, args: FLAGS });

/** What a page did besides what it was asked for. */
export interface PageLog {
  /** Uncaught errors and refusals of the content policy. */
  errors: string[];
  /** Addresses outside the console's own origin. */
  strangers: string[];
  /** Compressed bytes of the console's own files received so far; what the API said is no part of it. */
  bytes: number;
}

/** Writes down what a page does, from now on. */
export async function watchPage(page: Page, origin: string): Promise<PageLog> {
  const log: PageLog = { errors: [], strangers: [], bytes: 0 };
  page.on('pageerror', (error) => log.errors.push(String(error)));
  page.on('console', (message) => {
    // A 401 before signing in is how the page learns that nobody is signed in.
    if (message.type() === 'error' && !message.text().includes('401'))
      log.errors.push(message.text());
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(origin)) log.strangers.push(request.url());
  });
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  const asked = new Set<string>();
  session.on('Network.responseReceived', ({ requestId, response }) => {
    if (!new URL(response.url).pathname.startsWith('/api/')) asked.add(requestId);
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (asked.has(requestId)) log.bytes += encodedDataLength;
  });
  return log;
}
