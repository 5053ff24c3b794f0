import { openClickHouse } from '../../clickhouse/open-clickhouse.js';
import { openPostgres } from '../../postgres/open-postgres.js';
import { startShippers } from './ship-here.js';
import type { Shipping } from './shipping.js';
import type { JournalEnd, ShippingOrder, ShippingReport } from './shipping-protocol.js';

const DATABASE_RETRY_MS = 500;

/**
 * Carries one journal to the stores, beside the process that writes it. Ends when told to, and at
 * once when that process is gone: the next one ships what is left.
 */
class ShippingProcess {
  #end: JournalEnd = { position: { segment: 0, offset: 0 }, appended: 0 };
  #shipping: Promise<Shipping> | null = null;

  async obey(order: ShippingOrder): Promise<void> {
    this.#end = order.end;
    if (order.kind === 'open') {
      this.#shipping = this.#open(order);
      return;
    }
    const shipping = await this.#shipping;
    if (order.kind === 'appended') return shipping?.wake();
    await shipping?.finish(order.end.position, order.milliseconds);
    this.#report(shipping);
    process.disconnect();
  }

  async #open(order: ShippingOrder & { kind: 'open' }): Promise<Shipping> {
    const dataSource = await openDatabase(order.databaseUrl);
    const clickhouse = openClickHouse(order.clickhouseUrl);
    const { folder, boot, nextSegment } = order;
    const source = {
      ...{ folder, boot, nextSegment },
      end: () => this.#end.position,
      appended: () => this.#end.appended,
      log: (line: string) => say({ kind: 'log', line }),
    };
    const shipping = startShippers({ dataSource, clickhouse }, source, () =>
      this.#report(shipping),
    );
    return shipping;
  }

  #report(shipping: Shipping | null): void {
    if (shipping === null) return;
    const destinations = shipping.status().map((status) => ({
      destination: status.destination,
      shipped: status.shipped,
      seq: this.#end.appended - status.pendingRecords,
      waitingMs: status.lagSeconds === 0 ? null : status.lagSeconds * 1000,
      failures: status.failures,
    }));
    say({ kind: 'progress', destinations, quarantined: shipping.quarantined });
  }
}

/** A database that is away at the start is waited for: the journal keeps everything meanwhile. */
async function openDatabase(url: string): ReturnType<typeof openPostgres> {
  for (let failures = 0; ; failures++) {
    try {
      return await openPostgres(url, { maxConnections: 1, migrate: false });
    } catch (error) {
      if (failures === 0) say({ kind: 'log', line: `ledger takes no records: ${String(error)}` });
    }
    await new Promise((resolve) => setTimeout(resolve, DATABASE_RETRY_MS));
  }
}

function say(report: ShippingReport): void {
  if (process.connected) process.send?.(report);
}

const shippingProcess = new ShippingProcess();
process.on('message', (order: ShippingOrder) => void shippingProcess.obey(order));
// Whoever writes the journal says when to end, whatever signal reaches the whole group.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => undefined);
process.on('disconnect', () => process.exit(0));
