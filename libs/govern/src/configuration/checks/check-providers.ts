import type { Provider, ProviderModel } from '@weighbridge/contracts/config/provider';
import type { VendorFacts } from '@weighbridge/contracts/config/vendor-facts';
import type { Finding, Path } from '../reading/finding.js';
import { type CheckContext, checkWorkspaceExists } from './check-context.js';
import { checkTimeouts } from './check-timeouts.js';
import { checkVendor } from './check-vendor.js';
import { fault, findRepeatedIds, findRepeats, notice } from './make-finding.js';

/** Headers that frame the message: the outbound client writes them, another value breaks it. */
const FRAMING_HEADERS = [
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'te',
  'trailer',
  'upgrade',
  'keep-alive',
  'expect',
];

/** What is wrong with the providers of a file beyond their shape. */
export function checkProviders(context: CheckContext): Finding[] {
  const providers = context.config.providers ?? [];
  const repeated = findRepeatedIds('providers', providers, 'id');
  return providers.reduce(
    (findings, provider, index) => findings.concat(checkOne(context, provider, index)),
    repeated,
  );
}

function checkOne(context: CheckContext, provider: Provider, index: number): Finding[] {
  const path: Path = ['providers', index];
  return [
    ...checkWorkspaceExists(context, provider.workspace, [...path, 'workspace']),
    ...checkProviderItself(provider, context.vendors, path),
  ];
}

/** What is wrong with a provider whatever else there is: the admin API asks the same of it. */
export function checkProviderItself(
  provider: Provider,
  vendors: readonly VendorFacts[],
  path: Path,
): Finding[] {
  const models = provider.models ?? [];
  return [
    ...checkVendor(provider, vendors, path),
    ...checkCredentials(vendors, provider, path),
    ...checkHeaders(provider, path),
    ...checkTimeouts(provider.timeouts, [...path, 'timeouts']),
    ...findRepeats(
      models,
      ({ id }) => id,
      (model) => [...path, 'models', model, 'id'],
      'this provider already lists a model of this name',
    ),
    ...models.flatMap((model, position) => checkModel(model, [...path, 'models', position])),
  ];
}

function checkCredentials(
  vendors: readonly VendorFacts[],
  provider: Provider,
  path: Path,
): Finding[] {
  const { type, api_key: one, api_keys: several, headers } = provider;
  if (one !== undefined && several)
    return [fault([...path, 'api_keys'], 'give either api_key or api_keys, not both')];
  if (several)
    return findRepeats(
      several,
      (key) => key,
      (index) => [...path, 'api_keys', index],
      'this key is already listed',
    );
  const needsKey = vendors.some((vendor) => vendor.type === type && vendor.requiresKey);
  if (one === undefined && !headers && needsKey)
    return [notice(path, 'has no api_key: the upstream will refuse its requests')];
  return [];
}

function checkHeaders(provider: Provider, path: Path): Finding[] {
  const names = Object.keys(provider.headers ?? {});
  const at = (index: number): Path => [...path, 'headers', names[index]!];
  const framing = names.flatMap((name, index) =>
    FRAMING_HEADERS.includes(name.toLowerCase())
      ? [fault(at(index), 'is written by the gateway itself and cannot be set')]
      : [],
  );
  const repeated = findRepeats(
    names,
    (name) => name.toLowerCase(),
    at,
    'this header is already set',
  );
  return [...framing, ...repeated];
}

function checkModel(model: ProviderModel, path: Path): Finding[] {
  const { context, max_output: longest } = model;
  return context !== undefined && longest !== undefined && longest > context
    ? [fault([...path, 'max_output'], 'is larger than context, which includes the output')]
    : [];
}
