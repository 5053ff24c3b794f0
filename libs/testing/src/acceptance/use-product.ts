import { afterAll, beforeAll } from '@jest/globals';
import { type FakeVendor, startFakeVendor } from '../fake-vendor/start-fake-vendor.js';
import { type Product, type StartOptions, startProduct } from './start-product.js';

/** What a file of acceptance tests stands on; readable once its tests run. */
export interface Stand {
  vendor: FakeVendor;
  product: Product;
}

/**
 * Starts a fake vendor and the whole product in front of it before the first test of a file, and
 * removes both after the last.
 */
export function useProduct(describeStart: (vendor: FakeVendor) => StartOptions): Stand {
  const stand: Partial<Stand> = {};
  beforeAll(async () => {
    stand.vendor = await startFakeVendor();
    stand.product = await startProduct(describeStart(stand.vendor));
  });
  afterAll(async () => {
    await stand.product?.remove();
    await stand.vendor?.close();
  });
  return stand as Stand;
}
