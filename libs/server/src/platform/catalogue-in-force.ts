import type { PriceList } from '@weighbridge/contracts/catalogue/price-list';
import { BUILT_IN_CATALOGUE } from '@weighbridge/gateway/catalogue/built-in-catalogue';
import { type Catalogue, createCatalogue } from '@weighbridge/gateway/catalogue/create-catalogue';
import type { VendorKnowledge } from '@weighbridge/gateway/routing/vendor-knowledge';
import type { Clock } from '@weighbridge/kernel/clock';
import { VENDOR_KNOWLEDGE } from './vendor-knowledge.js';

/** Where applied price lists are kept. */
export interface PriceListSource {
  readVersion(): Promise<number>;
  readList(version: number): Promise<PriceList | null>;
}

/**
 * The catalogue that prices requests: of the price list that an operator applied last and the one
 * this version comes with, the newer.
 */
export class CatalogueInForce {
  current: Catalogue = BUILT_IN_CATALOGUE;
  /** Of the applied price list; 0: none ever was. */
  version = 0;
  /** For snapshots: always asks the catalogue of the moment. */
  readonly vendors: VendorKnowledge = {
    findAdapter: VENDOR_KNOWLEDGE.findAdapter,
    findModelFacts: (...asked) => this.current.findModelFacts(...asked),
    listModelIds: (...asked) => this.current.listModelIds(...asked),
  };

  constructor(
    private readonly source: PriceListSource,
    private readonly clock: Clock,
  ) {}

  /** Looks whether another list was applied, before a snapshot is built. */
  async refresh(): Promise<void> {
    const version = await this.source.readVersion();
    if (version === this.version) return;
    const applied = await this.source.readList(version);
    this.current =
      applied && isNewer(applied, BUILT_IN_CATALOGUE.list)
        ? createCatalogue(applied, () => this.clock.now())
        : BUILT_IN_CATALOGUE;
    this.version = version;
  }
}

/** Whether a list is as of a later day than another, or of the same. */
export const isNewer = (list: PriceList, than: PriceList): boolean => list.date >= than.date;
