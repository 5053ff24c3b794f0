import type { Provider } from '@weighbridge/contracts/config/provider';
import type { SnapshotSource } from '@weighbridge/contracts/snapshot/snapshot-source';

const SANDBOX = 'sandbox';

/** The provider that is there without any account. */
export const SANDBOX_PROVIDER: Provider = { id: SANDBOX, type: SANDBOX, zdr: true };

/** Gives every sandbox provider without an address the loopback address of this process's sandbox. */
export function placeSandbox(source: SnapshotSource, baseUrl: string): SnapshotSource {
  const providers = source.providers.map((provider) =>
    provider.config.type === SANDBOX && provider.config.base_url === undefined
      ? {
          ...provider,
          config: { ...provider.config, base_url: baseUrl, allow_private_network: true },
        }
      : provider,
  );
  return { ...source, providers };
}
