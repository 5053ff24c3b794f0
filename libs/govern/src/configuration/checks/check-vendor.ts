import type { Provider } from '@weighbridge/contracts/config/provider';
import { findSettingFaults, type VendorFacts } from '@weighbridge/contracts/config/vendor-facts';
import type { Finding, Path } from '../reading/finding.js';
import { checkBaseUrl, isPrivateHost } from './check-base-url.js';
import { fault } from './make-finding.js';

/**
 * What is wrong with where a provider is called: settings its vendor has no use for or cannot do
 * without, a `base_url` that cannot be used, a vendor's own address within the private network.
 */
export function checkVendor(
  provider: Provider,
  vendors: readonly VendorFacts[],
  path: Path,
): Finding[] {
  const given = checkBaseUrl(provider, path);
  const vendor = vendors.find(({ type }) => type === provider.type);
  if (!vendor || given.some(({ severity }) => severity === 'error')) return given;
  const settings = findSettingFaults(vendor, provider).map(({ field, message }) =>
    // A key that is not there has no place of its own in the text.
    provider[field] === undefined
      ? fault(path, `${field} ${message}`)
      : fault([...path, field], message),
  );
  return [...given, ...settings, ...checkOwnAddress(provider, vendor, path)];
}

/** Servers of one's own are looked for on this machine when nobody says where they are. */
function checkOwnAddress(provider: Provider, vendor: VendorFacts, path: Path): Finding[] {
  const found = vendor.findBaseUrl(provider);
  if (provider.base_url !== undefined || typeof found !== 'string') return [];
  if (provider.allow_private_network || !isPrivateHost(new URL(found).hostname)) return [];
  const message = `is called at ${found}, a loopback or private address; set allow_private_network: true to use it`;
  return [fault(path, message)];
}
