import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const GRAVE = new Set(['serious', 'critical']);

/** The serious and critical findings of axe-core on what a page shows, one line each. */
export async function findBarriers(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  // Runs in the page, which knows axe since the line above.
  const found = `axe.run({ resultTypes: ['violations'] }).then((result) => result.violations)`;
  const violations: AxeResults['violations'] = await page.evaluate(found);
  return violations
    .filter(({ impact }) => GRAVE.has(impact ?? ''))
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.html} ${nodes[0]?.failureSummary ?? ''}`);
}
