import type { Provider } from '@weighbridge/contracts/config/provider';
import { PROVIDER_ADAPTERS } from '@weighbridge/gateway/providers/registry';
import { SANDBOX_PROVIDER } from '../sandbox/place-sandbox.js';
import type { Environment } from './env.js';

/** The sandbox, and every provider whose key is in the environment: its type is its id. */
export function environmentProviders(variables: Environment): Provider[] {
  const withKeys = PROVIDER_ADAPTERS.flatMap(({ type, readEnvironment }) => {
    const account = readEnvironment(variables);
    return account ? [{ id: type, type, ...account }] : [];
  });
  return [SANDBOX_PROVIDER, ...withKeys];
}
