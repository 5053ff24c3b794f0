import type { PriceList } from '@weighbridge/contracts/catalogue/price-list';
import type { DataSource } from 'typeorm';
import { guardStore } from '../guard-store.js';

/** The version of the price list that was applied last; 0: none ever was. */
export const readPriceListVersion = (dataSource: DataSource): Promise<number> =>
  guardStore(async () => {
    const rows: { version: string }[] = await dataSource.query(
      'SELECT version FROM price_lists ORDER BY version DESC LIMIT 1',
    );
    return Number(rows[0]?.version ?? 0);
  });

/** A price list by its version; null: that version went back to the built-in list. */
export const readPriceList = (dataSource: DataSource, version: number): Promise<PriceList | null> =>
  guardStore(async () => {
    const rows: { list: PriceList | null }[] = await dataSource.query(
      'SELECT list FROM price_lists WHERE version = $1',
      [version],
    );
    return rows[0]?.list ?? null;
  });

/** Keeps a price list as the newest version and says which that is. */
export const keepPriceList = (dataSource: DataSource, list: PriceList | null): Promise<number> =>
  guardStore(async () => {
    const rows: { version: string }[] = await dataSource.query(
      'INSERT INTO price_lists (list) VALUES ($1) RETURNING version',
      [list && JSON.stringify(list)],
    );
    return Number(rows[0]!.version);
  });
