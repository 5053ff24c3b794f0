import type { SecretRow } from '../tables/rows.js';
import type { VaultPurpose } from './master-key.js';
import type { SecretBinding } from './vault.js';

/** What a stored secret is bound to. */
export const bindingOf = (row: SecretRow): SecretBinding => ({
  workspaceId: row.workspaceId,
  id: row.id,
  version: row.version,
  purpose: row.purpose as VaultPurpose,
  origin: row.origin,
});
