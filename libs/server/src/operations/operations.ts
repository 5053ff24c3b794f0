import { readFile } from 'node:fs/promises';
import { KeyCreate, type KeyMade } from '@weighbridge/contracts/resources/key';
import { UserCreate, type UserView } from '@weighbridge/contracts/resources/user';
import { INSTANCE_OWNER } from '@weighbridge/govern/access/principal';
import { type AuditVerdict, verifyAuditLog } from '@weighbridge/govern/audit-log/verify-audit-log';
import { createResourceService } from '@weighbridge/govern/resources/create-resource-service';
import { readInput } from '@weighbridge/govern/resources/invalid-input';
import { keys } from '@weighbridge/govern/resources/keys';
import { users } from '@weighbridge/govern/resources/users';
import { readMasterKey } from '@weighbridge/govern/vault/master-key';
import { readCheckpointFile } from '@weighbridge/stores/postgres/govern/open-checkpoint-file';
import { readAuditEvidence } from '@weighbridge/stores/postgres/govern/read-audit-log';
import {
  dropFormerWraps,
  wrapUnderNextKey,
} from '@weighbridge/stores/postgres/govern/rotate-master-key';
import type { ControlPlane } from '../platform/open-control-plane.js';

/** Whoever may run a command on the instance's own machine owns the instance. */
const callerOf = (command: string) => ({
  principal: { ...INSTANCE_OWNER, actor: { type: 'command' as const, id: command } },
  requestId: '',
});

/** Makes a user. @throws ApiError `invalid_request` naming the option, `conflict` for a known e-mail. */
export const createUser = (plane: ControlPlane, input: object): Promise<UserView> =>
  createResourceService(users, plane.store, plane).create(
    callerOf('wb user create'),
    readInput(UserCreate, input),
    undefined,
  );

/** Makes a key; the answer holds its text, this once. */
export async function createKey(plane: ControlPlane, input: object): Promise<KeyMade> {
  const service = createResourceService(keys, plane.store, plane);
  const made = await service.create(
    callerOf('wb key create'),
    readInput(KeyCreate, input),
    undefined,
  );
  return made as KeyMade;
}

/** Walks the audit log against its chain, its checkpoints and those kept in the data directory. */
export async function verifyAudit(plane: ControlPlane, dataDir: string): Promise<AuditVerdict> {
  // Read first: what is written from here on is newer than the checkpoints and no fault.
  const outsideCheckpoints = await readCheckpointFile(dataDir);
  const evidence = await readAuditEvidence(plane.dataSource);
  return verifyAuditLog({ ...evidence, outsideCheckpoints, signingKey: plane.checkpointKey });
}

/** Wraps every secret under the master key in a file too, or drops what former keys open. */
export async function rotateVault(
  { dataSource, vault }: ControlPlane,
  newKeyFile: string | undefined,
): Promise<number> {
  if (newKeyFile === undefined) return dropFormerWraps(dataSource, vault);
  const next = readMasterKey(await readFile(newKeyFile, 'utf8'));
  return wrapUnderNextKey(dataSource, vault, next);
}
