import type { DataSource } from 'typeorm';
import type { ClickHouse } from '../../clickhouse/open-clickhouse.js';
import type { JournalPosition } from '../journal.js';
import { JournalTail } from '../journal-tail.js';
import { PositionFile } from '../position-file.js';
import { Quarantine } from '../quarantine.js';
import { listSegments } from '../segment-files.js';
import { LedgerDestination } from '../ship-ledger.js';
import { TelemetryDestination } from '../ship-telemetry.js';
import { Shipper } from '../shipper.js';
import type { Shipping, ShippingSource, StartShipping } from './shipping.js';

/** Ships within this process: what the shipping process runs, and enough where traffic is thin. */
export const shipHere =
  (stores: { dataSource: DataSource; clickhouse: ClickHouse }): StartShipping =>
  (source) =>
    startShippers(stores, source);

/** @param onChange told whenever a destination got further or failed */
export function startShippers(
  stores: { dataSource: DataSource; clickhouse: ClickHouse },
  source: ShippingSource,
  onChange?: () => void,
): Shipping {
  const { folder, boot, end, appended, log } = source;
  const positions = new PositionFile(folder);
  const quarantine = new Quarantine(folder);
  const destinations = [
    new LedgerDestination(stores.dataSource, quarantine),
    new TelemetryDestination(stores.clickhouse, quarantine),
  ];
  const shippers = destinations.map((destination) => {
    const tail = new JournalTail(folder, startOf(positions.get(destination.name), source), end);
    const shipper = new Shipper({
      ...{ destination, tail, positions, boot, appended, log, onChange },
    });
    shipper.start();
    return shipper;
  });
  return {
    status: () => shippers.map((shipper) => shipper.status),
    get quarantined() {
      return quarantine.count;
    },
    wake() {
      for (const shipper of shippers) shipper.wake();
    },
    reached: (destination, position) =>
      shippers.find(({ status }) => status.destination === destination)!.reached(position),
    async finish(position, milliseconds) {
      await Promise.all(shippers.map((shipper) => shipper.drain(position, milliseconds)));
      await Promise.all(shippers.map((shipper) => shipper.stop()));
    },
  };
}

/** Where to go on; from the beginning when the position's segment is gone. */
function startOf(kept: JournalPosition | null, source: ShippingSource): JournalPosition {
  const oldest = listSegments(source.folder)[0] ?? source.nextSegment;
  const isThere = kept !== null && kept.segment >= oldest && kept.segment < source.nextSegment;
  return isThere ? kept : { segment: oldest, offset: 0 };
}
