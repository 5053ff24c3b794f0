import type { SnapshotSource } from '@weighbridge/contracts/snapshot/snapshot-source';
import { buildSnapshot } from '@weighbridge/gateway/routing/build-snapshot';
import type { Snapshot } from '@weighbridge/gateway/routing/snapshot';
import type { VendorKnowledge } from '@weighbridge/gateway/routing/vendor-knowledge';
import type { Logger } from 'pino';

export interface SnapshotHolderOptions {
  load(): Promise<SnapshotSource>;
  vendors: VendorKnowledge;
  log: Logger;
}

type SwapListener = (snapshot: Snapshot, source: SnapshotSource) => void;

/**
 * Keeps the snapshot in force: one reference that is swapped. When a newer version cannot be loaded
 * or does not build, the last good one stays.
 */
export class SnapshotHolder {
  current: Snapshot | null = null;
  /** What it was built from. */
  source: SnapshotSource | null = null;
  failures = 0;
  private readonly listeners: SwapListener[] = [];
  private agreedAt = performance.now();
  private loading: Promise<void> | null = null;
  private wanted = 0;

  constructor(private readonly options: SnapshotHolderOptions) {}

  /** Calls the listener at each swap, before any request sees the new snapshot. */
  onSwap(listener: SwapListener): void {
    this.listeners.push(listener);
  }

  /** The store was just seen to hold the version in force, or the one being loaded. */
  noteAgreement(): void {
    this.agreedAt = performance.now();
  }

  /** Milliseconds since the store was last heard of. */
  staleForMs(): number {
    return performance.now() - this.agreedAt;
  }

  /** Loads until the given version is in force; calls that arrive meanwhile share the work. */
  async refresh(version: number): Promise<void> {
    this.wanted = Math.max(this.wanted, version);
    while (this.wanted > (this.current?.version ?? -1)) {
      const attempted = this.wanted;
      this.loading ??= this.load().finally(() => {
        this.loading = null;
      });
      await this.loading;
      if ((this.current?.version ?? -1) < attempted) return; // it failed; the next poll tries again
    }
  }

  private async load(): Promise<void> {
    const { log, vendors } = this.options;
    const source = await this.options.load();
    const result = buildSnapshot(source, vendors);
    if (!result.ok) {
      this.failures++;
      log.error(
        { version: source.version, problems: result.problems },
        'configuration does not build; the last good snapshot stays in force',
      );
      return;
    }
    for (const warning of result.warnings) log.warn(warning, 'configuration warning');
    for (const listener of this.listeners) listener(result.snapshot, source);
    this.current = result.snapshot;
    this.source = source;
    this.noteAgreement();
  }
}
