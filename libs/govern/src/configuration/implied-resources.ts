import type { Provider } from '@weighbridge/contracts/config/provider';
import type { VendorFacts } from '@weighbridge/contracts/config/vendor-facts';
import type { Variables } from './reading/interpolate.js';

/** What exists without standing in the file. */
export interface ImpliedResources {
  providers: readonly Provider[];
  workspaces: readonly string[];
}

/** The catalogue's models of a provider type: what a provider offers that declares none. */
export type ListModelIds = (type: string, baseUrl?: string) => readonly string[];

/**
 * What the environment and the first start bring, so that a file may refer to it: the sandbox, and
 * every vendor whose key is in the environment, its type as its id.
 */
export function impliedResources(
  variables: Variables,
  vendors: readonly VendorFacts[],
): ImpliedResources {
  const withKey = vendors.flatMap(({ type, readEnvironment }): Provider[] => {
    const account = readEnvironment(variables);
    return account ? [{ id: type, type, ...account }] : [];
  });
  const initial = variables.WB_INIT_WORKSPACE;
  return {
    providers: [{ id: 'sandbox', type: 'sandbox' }, ...withKey],
    workspaces: ['default', ...(initial ? [initial] : [])],
  };
}
