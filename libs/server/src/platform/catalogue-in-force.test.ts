import { expect, test } from '@jest/globals';
import { BUILT_IN_CATALOGUE } from '@weighbridge/gateway/catalogue/built-in-catalogue';
import { systemClock } from '@weighbridge/kernel/clock';
import { CatalogueInForce } from './catalogue-in-force.js';

const builtIn = BUILT_IN_CATALOGUE.list;
const applied = (date: string) =>
  new CatalogueInForce(
    {
      readVersion: () => Promise.resolve(1),
      readList: () => Promise.resolve({ ...builtIn, date, source: 'applied' }),
    },
    systemClock,
  );

test.each([
  ['of a later day is in force', '2999-01-01', 'applied'],
  ['of the same day is in force', builtIn.date, 'applied'],
  ['older than what an upgrade brought is not', '2020-01-01', builtIn.source],
])('an applied price list %s', async (_, date, source) => {
  const catalogue = applied(date);
  await catalogue.refresh();
  expect(catalogue.current.list.source).toBe(source);
});
