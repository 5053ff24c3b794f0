import { createHash } from 'node:crypto';
import type { Act } from './act.js';
import type { Actor } from './actor.js';
import { canonicalJson } from './canonical-json.js';

/** The hash before the first record. */
export const CHAIN_START = '0'.repeat(64);

/** One row of the audit log. `record` is the canonical text that the chain covers. */
export interface AuditRow {
  seq: number;
  organizationId: string | null;
  workspaceId: string | null;
  record: string;
  previousHash: string;
  hash: string;
}

/** What the canonical text says. */
export interface AuditRecord {
  seq: number;
  at: string;
  actor: Actor;
  action: string;
  resource: { type: string; id: string };
  organization: string | null;
  workspace: string | null;
  outcome: 'done' | 'denied';
  request_id: string | null;
  changes: Record<string, unknown>;
}

/** The end of the chain: what the next record is linked to. */
export interface ChainHead {
  seq: number;
  hash: string;
}

/** SHA-256 over the hash before and the canonical record, in hex. */
export const linkHash = (previousHash: string, record: string): string =>
  createHash('sha256').update(previousHash).update(record).digest('hex');

/** Links one act to the end of the chain. */
export function linkAct(
  head: ChainHead,
  act: Act,
  origin: { actor: Actor; requestId: string | null },
  at: Date,
): AuditRow {
  const content: AuditRecord = {
    seq: head.seq + 1,
    at: at.toISOString(),
    actor: { type: origin.actor.type, id: origin.actor.id },
    action: act.action,
    resource: act.resource,
    organization: act.organizationId,
    workspace: act.workspaceId,
    outcome: act.outcome,
    request_id: origin.requestId,
    changes: act.changes,
  };
  const record = canonicalJson(content);
  return {
    seq: content.seq,
    organizationId: act.organizationId,
    workspaceId: act.workspaceId,
    record,
    previousHash: head.hash,
    hash: linkHash(head.hash, record),
  };
}
