import type { ConfigFile } from '@weighbridge/contracts/config/config-file';
import type { Provider } from '@weighbridge/contracts/config/provider';
import type { Clock } from '@weighbridge/kernel/clock';
import type { GovernStore } from '../../tables/tables.js';
import type { Vault } from '../../vault/vault.js';
import { reconcileBudgets } from './reconcile-budgets.js';
import { reconcileCategories, reconcileRoutes } from './reconcile-config-rows.js';
import { type GeneratedKey, reconcileKeys } from './reconcile-keys.js';
import { reconcileProviders } from './reconcile-providers.js';
import { reconcileTeams } from './reconcile-teams.js';
import { reconcileWorkspaces } from './reconcile-workspaces.js';

export interface ReconcileTools {
  store: GovernStore;
  vault: Vault;
  pepper: Buffer;
  clock: Clock;
}

export interface Reconciled {
  /** Keys the file leaves the text of out, made now: to be printed once. */
  generatedKeys: GeneratedKey[];
  /** What was edited in the console until now: `key "backend"`. */
  takenOver: string[];
  /** Null: nothing changed. */
  version: number | null;
}

/**
 * Makes what the configuration file owns equal to the file, in one transaction: all of it or, when
 * anything stands in the way, nothing. The providers that the environment brings follow in the same
 * transaction, because the file decides which of them are left: one that the file defines gives
 * way, and returns when the file stops naming it.
 * @throws ApiError `invalid_request` when nodes could not build a snapshot of the result.
 */
export async function reconcileConfigFile(
  { store, vault, pepper, clock }: ReconcileTools,
  config: ConfigFile,
  environmentProviders: Provider[],
): Promise<Reconciled> {
  const workspaces = config.workspaces ?? [];
  const origin = { actor: { type: 'file' as const, id: 'config' }, requestId: null };
  const { result, version } = await store.mutate(origin, async (mutation) => {
    const takenOver: string[] = [];
    const now = new Date(clock.now());
    const pass = { ...mutation, vault, pepper, now, source: 'file' as const, takenOver };
    await reconcileWorkspaces(pass, workspaces);
    await reconcileTeams(pass, workspaces);
    const generatedKeys = await reconcileKeys(pass, workspaces);
    await reconcileBudgets(pass, workspaces);
    await reconcileProviders(pass, config.providers ?? []);
    await reconcileProviders({ ...pass, source: 'env' }, environmentProviders);
    await reconcileRoutes(pass, config.routes ?? []);
    await reconcileCategories(pass, config.categories ?? []);
    return { generatedKeys, takenOver };
  });
  return { ...result, version };
}
