import type { PriceList } from '@weighbridge/contracts/catalogue/price-list';

/** A price list as JSON with one model a line, so that a change reads as the lines that changed. */
export function writePriceList({ vendors, ...origin }: PriceList): string {
  const head = Object.entries(origin).map(
    ([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)},\n`,
  );
  const bodies = vendors.map(({ models, ...vendor }) => {
    const opening = JSON.stringify(vendor).slice(0, -1);
    return `${opening},"models":[\n${models.map((model) => JSON.stringify(model)).join(',\n')}\n]}`;
  });
  return `{${head.join('')}"vendors":[\n${bodies.join(',\n')}\n]}\n`;
}
