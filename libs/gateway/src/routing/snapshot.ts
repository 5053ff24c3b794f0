import type { Limits } from '@weighbridge/contracts/config/limits';
import type { Strategy } from '@weighbridge/contracts/config/route';
import type { DecisionTable } from '@weighbridge/contracts/routing/decision-table';
import type { KeyRow, WorkspaceRow } from '@weighbridge/contracts/snapshot/snapshot-source';
import type { ModelFacts } from '../catalogue/model-facts.js';
import type {
  AdapterPlace,
  AdapterTarget,
  ProviderAdapter,
} from '../providers/provider-adapter.js';
import type { RequestSigner } from '../providers/request-signer.js';
import type { Classify } from './categories/classification.js';
import type { ProviderPreferences, SortBy } from './controls/provider-preferences.js';

/** Everything requests may look at, at one version. Immutable: a change is a new snapshot. */
export interface Snapshot {
  readonly version: number;
  /** By the HMAC of the key text. Kind and expiry are the caller's to check. */
  findKey(hash: string): KeyEntry | undefined;
  findKeyById(id: string): KeyEntry | undefined;
  readonly workspaces: ReadonlyMap<string, WorkspaceEntry>;
  readonly providers: readonly ProviderEntry[];
  /** Origins a provider lives at: connections to any other may be closed. */
  readonly origins: ReadonlySet<string>;
}

export interface KeyEntry {
  readonly row: KeyRow;
  readonly workspace: WorkspaceEntry;
  /**
   * What a `model` stands for to this key.
   * @param preferences a bare name that several providers offer means the one of them they leave
   * @throws ApiError model_not_found, model_not_allowed or not_implemented
   */
  resolveModel(name: string, preferences?: ProviderPreferences): RouteEntry;
  /** Every name this key may put into `model`, routes first. */
  listModels(): readonly ListedModel[];
}

export interface ListedModel {
  id: string;
  /** The provider's id; `weighbridge` for a route. */
  ownedBy: string;
}

export interface WorkspaceEntry {
  readonly row: WorkspaceRow;
  readonly classify: Classify;
  /** What its auto routes do at present, by the route's id. */
  readonly decisions: ReadonlyMap<string, DecisionTable>;
  /** As for a key of this workspace without restrictions of its own. */
  resolveModel(name: string, preferences?: ProviderPreferences): RouteEntry;
  listModels(): readonly ListedModel[];
  /** What a `model` stands for to the workspace's own evaluations: allow-lists bind callers alone. */
  resolveForEvals(name: string): RouteEntry;
}

/** An upstream account, ready to be called. Holds secrets: never serialise it. */
export interface ProviderEntry {
  /** Unique over all workspaces; state that outlives the snapshot is filed under it. */
  readonly key: string;
  readonly id: string;
  readonly workspaceId: string | null;
  readonly type: string;
  /** Null: this type is not built yet. */
  readonly adapter: ProviderAdapter | null;
  /** Where its adapter is to call. */
  readonly place: AdapterPlace;
  readonly origin: string;
  readonly allowPrivateNetwork: boolean;
  readonly region: string | null;
  readonly zdr: boolean;
  /** Targets with the same quota group share what a `retry-after` says; null: each is on its own. */
  readonly quotaGroup: string | null;
  readonly limits: Limits;
  /** Its own, over the defaults. */
  readonly timeouts: TargetTimeouts;
  /** One per API key, at least one. */
  readonly credentials: readonly Credential[];
  /** Changes whenever anything of the provider does. */
  readonly fingerprint: string;
  /** Listed models: those declared, else the catalogue's. */
  readonly modelIds: readonly string[];
  /** True: those are all it has; false: it may have more than the catalogue knows. */
  readonly declaresModels: boolean;
  /** Undefined: the provider declares its models and this is none of them. */
  findTarget(modelId: string): Target | undefined;
}

export interface Credential {
  readonly index: number;
  /** Names and values in turn: the provider's own headers and the authorization. */
  readonly headers: readonly string[];
  /** Makes further headers for each request; null: those above are all. */
  readonly signer: RequestSigner | null;
}

/** A provider's model: what an attempt goes to. */
export interface Target {
  /** `provider/model`, as callers, logs and budgets name it. */
  readonly id: string;
  /** Unique over all workspaces; health is filed under it. */
  readonly key: string;
  readonly provider: ProviderEntry;
  /** The upstream's name. */
  readonly model: string;
  readonly facts: ModelFacts;
  readonly adapterTarget: AdapterTarget;
  readonly timeouts: TargetTimeouts;
}

/** Milliseconds; the provider's words over the defaults, a route's over both. */
export interface TargetTimeouts {
  readonly connectMs: number;
  readonly firstTokenMs: number;
  readonly idleMs: number;
  readonly totalMs: number;
}

/** What a name leads to. A target named directly is a route of one, without an id. */
export interface RouteEntry {
  /** Null: a target was named directly. */
  readonly id: string | null;
  /** The names by which `allowed_models` may permit it. */
  readonly names: readonly string[];
  readonly strategy: Strategy;
  /** Of a name with OpenRouter's `:nitro` or `:floor`: instead of the strategies below it. */
  readonly sort?: SortBy;
  /** What the strategy chooses between, in the order written. */
  readonly targets: readonly RouteOption[];
  readonly fallbacks: readonly RouteOption[];
  readonly contextFallbacks: readonly RouteOption[];
  readonly contentFallbacks: readonly RouteOption[];
  /** With strategy category: what serves each category; `default` serves the others. */
  readonly branches: ReadonlyMap<string, RouteEntry>;
  /** With strategy auto: which of the targets serves until there is evidence. */
  readonly defaultTarget: number;
  readonly retry: RetryTerms;
}

/** One name in a route: a target, or a route that orders its own targets. */
export interface RouteOption {
  /** As the route writes it; decision tables name their choices by it. */
  readonly name: string;
  readonly weight: number;
  readonly leadsTo: RoutedTarget | RouteEntry;
}

/** A target as one route sees it. */
export interface RoutedTarget {
  readonly target: Target;
  readonly timeouts: TargetTimeouts;
  readonly retry: RetryTerms;
  readonly breaker: BreakerTerms;
  /** Breakers are kept per target and terms: routes may disagree on how much is too much. */
  readonly breakerKey: string;
}

/** What a route says of retries; undefined: what leads to it decides, else the default. */
export interface RetryTerms {
  /** Calls of one target, the first included. */
  readonly attempts?: number;
  readonly baseMs?: number;
  readonly maxMs?: number;
  /** Bounds the whole request. */
  readonly deadlineMs?: number;
}

export interface BreakerTerms {
  readonly failures: number;
  readonly windowMs: number;
  readonly cooldownMs: number;
}
