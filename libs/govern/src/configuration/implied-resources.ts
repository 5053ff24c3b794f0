import type { VendorFacts } from '@weighbridge/contracts/config/vendor-facts';
import type { Variables } from './reading/interpolate.js';

/** What exists without standing in the file. */
export interface ImpliedResources {
  /** Provider ids. */
  providers: readonly string[];
  workspaces: readonly string[];
}

/**
 * What the environment and the first start bring, so that a file may refer to it: the sandbox, and
 * every vendor whose key is in the environment, its type as its id.
 */
export function impliedResources(
  variables: Variables,
  vendors: readonly VendorFacts[],
): ImpliedResources {
  const withKey = vendors.filter(({ readEnvironment }) => readEnvironment(variables) !== null);
  const initial = variables.WB_INIT_WORKSPACE;
  return {
    providers: ['sandbox', ...withKey.map(({ type }) => type)],
    workspaces: ['default', ...(initial ? [initial] : [])],
  };
}
