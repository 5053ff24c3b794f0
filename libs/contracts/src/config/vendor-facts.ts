import type { Provider, ProviderType } from './provider.js';

/** Keys of a provider that only some vendors have a use for. */
export const VENDOR_SETTINGS = ['location', 'project', 'account', 'api_version'] as const;
export type VendorSetting = (typeof VENDOR_SETTINGS)[number];

/** What a configuration says of where a vendor is called. */
export type VendorPlace = Pick<Provider, 'base_url' | VendorSetting>;

/** A key without which nobody knows where to call. */
export interface MissingSetting {
  missing: VendorSetting | 'base_url';
}

/** An account that the environment brings: what a provider of the file would say of it. */
export type EnvironmentAccount = Omit<Provider, 'id' | 'type'>;

/**
 * What is known of a provider type without calling it. The registry of providers hands it to whoever
 * judges or completes a configuration, so that a new vendor is one file and one line there.
 */
export interface VendorFacts {
  readonly type: ProviderType;
  /** False: works without a key. */
  readonly requiresKey: boolean;
  /** The settings it acts on; any other is an error. */
  readonly settings: readonly VendorSetting[];
  /** Where it is called, `base_url` included; null: the platform itself places it. */
  findBaseUrl(place: VendorPlace): string | MissingSetting | null;
  /** The account whose key is among these variables; null: there is none. */
  readEnvironment(
    variables: Readonly<Record<string, string | undefined>>,
  ): EnvironmentAccount | null;
}

export interface SettingFault {
  field: VendorSetting | 'base_url';
  message: string;
}

/** What a provider says that its vendor has no use for, or does not say that it needs. */
export function findSettingFaults(
  vendor: Pick<VendorFacts, 'type' | 'settings' | 'findBaseUrl'>,
  place: VendorPlace,
): SettingFault[] {
  const idle = VENDOR_SETTINGS.filter(
    (field) => place[field] !== undefined && !vendor.settings.includes(field),
  ).map((field) => ({ field, message: `has no meaning for a provider of type ${vendor.type}` }));
  const found = vendor.findBaseUrl(place);
  if (found === null || typeof found === 'string') return idle;
  const message = `is missing: a provider of type ${vendor.type} needs it`;
  return [...idle, { field: found.missing, message }];
}
