import type { ProviderEntry, RouteEntry, Target } from './snapshot.js';

/** Reserved for the workspace's auto route. */
export const AUTO = 'auto';

/** The providers and routes that one workspace sees: its own, which shadow those for everybody. */
export interface ModelScope {
  readonly providers: ReadonlyMap<string, ProviderEntry>;
  readonly routes: ReadonlyMap<string, RouteEntry>;
  /** Listed model ids and the providers that offer them. */
  readonly offers: ReadonlyMap<string, readonly ProviderEntry[]>;
  /** What every workspace sees; undefined: this is it. */
  readonly outer?: ModelScope;
}

/** Which providers list which model id. */
export function indexOffers(
  providers: Iterable<ProviderEntry>,
): ReadonlyMap<string, readonly ProviderEntry[]> {
  const offers = new Map<string, ProviderEntry[]>();
  for (const provider of providers)
    for (const modelId of provider.modelIds) {
      const others = offers.get(modelId);
      if (others) others.push(provider);
      else offers.set(modelId, [provider]);
    }
  return offers;
}

/**
 * Finds the target of `provider/model`, or of a bare model name that exactly one provider lists.
 * @param isMeant which providers a bare name may mean
 */
export function findTarget(
  scope: Omit<ModelScope, 'routes'>,
  name: string,
  isMeant: (provider: ProviderEntry) => boolean = () => true,
): Target | undefined {
  const slash = name.indexOf('/');
  if (slash > 0) {
    const target = scope.providers.get(name.slice(0, slash))?.findTarget(name.slice(slash + 1));
    if (target) return target;
  }
  const offers = scope.offers.get(name)?.filter(isMeant);
  return offers?.length === 1 ? offers[0]!.findTarget(name) : undefined;
}

/** Every spelling that leads to a target: its full id, and its bare name where that is unambiguous. */
export function namesOfTarget(scope: Omit<ModelScope, 'routes'>, target: Target): string[] {
  const bare = scope.offers.get(target.model);
  const isUnique = bare?.length === 1 && bare[0] === target.provider;
  return isUnique ? [target.id, target.model] : [target.id];
}
