import { createHash } from 'node:crypto';
import type { Timeouts } from '@weighbridge/contracts/config/provider';
import { findSettingFaults } from '@weighbridge/contracts/config/vendor-facts';
import type { ProviderRow } from '@weighbridge/contracts/snapshot/snapshot-source';
import { overlayFacts } from '../catalogue/overlay-facts.js';
import { flattenHeaders, isPrivateHeader } from '../outbound/flatten-headers.js';
import type { ProviderAdapter } from '../providers/provider-adapter.js';
import type { ProviderEntry, Target, TargetTimeouts } from './snapshot.js';
import type { VendorKnowledge } from './vendor-knowledge.js';

/** CONTRACT §3's example values. */
const DEFAULT_TIMEOUTS: TargetTimeouts = {
  connectMs: 5_000,
  firstTokenMs: 30_000,
  idleMs: 60_000,
  totalMs: 600_000,
};
/** Callers choose the model name where none is declared, so the memory of names is bounded. */
const REMEMBERED_TARGETS = 1_000;

/**
 * Prepares a provider for requests.
 * @throws TypeError saying what is wrong, when it can never be called
 */
export function buildProvider(row: ProviderRow, vendors: VendorKnowledge): ProviderEntry {
  const { config } = row;
  const adapter = vendors.findAdapter(config.type) ?? null;
  const baseUrl = adapter ? placeVendor(adapter, config) : (config.base_url ?? null);
  const key = row.workspaceId === null ? config.id : `${row.workspaceId}:${config.id}`;
  const place = {
    baseUrl: (baseUrl ?? '').replace(/\/+$/, ''),
    apiVersion: config.api_version ?? null,
  };
  const timeouts = mergeTimeouts(DEFAULT_TIMEOUTS, config.timeouts);
  const provider: ProviderEntry = {
    key,
    id: config.id,
    workspaceId: row.workspaceId,
    type: config.type,
    adapter,
    place,
    origin: baseUrl === null ? '' : new URL(baseUrl).origin,
    allowPrivateNetwork: config.allow_private_network ?? false,
    region: config.region ?? null,
    zdr: config.zdr ?? false,
    quotaGroup: quotaGroupOf(row),
    limits: config.limits ?? {},
    timeouts,
    credentials: buildCredentials(row, adapter),
    fingerprint: createHash('sha256').update(JSON.stringify(row)).digest('base64url'),
    declaresModels: config.models !== undefined,
    modelIds:
      config.models?.map((model) => model.id) ?? vendors.listModelIds(config.type, config.base_url),
    findTarget: (modelId) => findTarget(modelId),
  };
  const declared = config.models && new Map(config.models.map((model) => [model.id, model]));
  const remembered = new Map<string, Target>();
  const buildTarget = (modelId: string): Target => {
    const known = vendors.findModelFacts(config.type, modelId, config.base_url);
    const facts = overlayFacts(known, declared?.get(modelId));
    return {
      id: `${config.id}/${modelId}`,
      key: `${key}/${modelId}`,
      provider,
      model: modelId,
      facts,
      adapterTarget: {
        model: modelId,
        ...place,
        maxOutputTokens: facts.maxOutput,
      },
      timeouts,
    };
  };
  const findTarget = (modelId: string): Target | undefined => {
    const found = remembered.get(modelId);
    if (found) return found;
    if (modelId === '' || (declared && !declared.has(modelId))) return undefined;
    const target = buildTarget(modelId);
    if (remembered.size < REMEMBERED_TARGETS) remembered.set(modelId, target);
    return target;
  };
  return provider;
}

/** Lays configured timeouts over others. */
export function mergeTimeouts(base: TargetTimeouts, over: Timeouts | undefined): TargetTimeouts {
  if (!over) return base;
  return {
    connectMs: over.connect_ms ?? base.connectMs,
    firstTokenMs: over.first_token_ms ?? base.firstTokenMs,
    idleMs: over.idle_ms ?? base.idleMs,
    totalMs: over.total_ms ?? base.totalMs,
  };
}

/** Groups are named within a workspace. */
function quotaGroupOf({ config, workspaceId }: ProviderRow): string | null {
  return config.quota_group === undefined
    ? null
    : `group ${workspaceId ?? ''}:${config.quota_group}`;
}

function buildCredentials(
  row: ProviderRow,
  adapter: ProviderEntry['adapter'],
): ProviderEntry['credentials'] {
  const refused = Object.keys(row.headers).find(isPrivateHeader);
  if (refused !== undefined) throw new TypeError(`the header ${refused} may not be sent`);
  const apiKeys = row.apiKeys.length > 0 ? row.apiKeys : [null];
  return apiKeys.map((apiKey, index) => ({
    index,
    headers: flattenHeaders(adapter?.authorize(apiKey) ?? {}, row.headers),
    signer: adapter?.createSigner?.(apiKey, row.config) ?? null,
  }));
}

/** @throws TypeError naming the key that is missing or that this vendor has no use for */
function placeVendor(adapter: ProviderAdapter, config: ProviderRow['config']): string {
  const fault = findSettingFaults(adapter, config)[0];
  if (fault) throw new TypeError(`${fault.field} ${fault.message}`);
  const baseUrl = adapter.findBaseUrl(config);
  if (typeof baseUrl === 'string') return baseUrl;
  throw new TypeError(`base_url is missing: a provider of type ${config.type} needs it`);
}
