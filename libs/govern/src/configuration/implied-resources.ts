import type { ProviderType } from '@weighbridge/contracts/config/provider';
import type { Variables } from './reading/interpolate.js';

/** What exists without standing in the file. */
export interface ImpliedResources {
  /** Provider ids. */
  providers: readonly string[];
  workspaces: readonly string[];
}

/** A provider whose key is in the environment appears by itself, its type as its id. */
const PROVIDER_KEYS: readonly [variable: string, type: ProviderType][] = [
  ['OPENAI_API_KEY', 'openai'],
  ['ANTHROPIC_API_KEY', 'anthropic'],
  ['GEMINI_API_KEY', 'gemini'],
];

/** What the environment and the first start bring, so that a file may refer to it. */
export function impliedResources(variables: Variables): ImpliedResources {
  const withKey = PROVIDER_KEYS.filter(([variable]) => variables[variable]);
  const initial = variables.WB_INIT_WORKSPACE;
  return {
    providers: ['sandbox', ...withKey.map(([, type]) => type)],
    workspaces: ['default', ...(initial ? [initial] : [])],
  };
}
