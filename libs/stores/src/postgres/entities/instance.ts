import type { AuditRow } from '@weighbridge/govern/audit-log/audit-record';
import type { SecretRow } from '@weighbridge/govern/tables/rows';
import { EntitySchema } from 'typeorm';
import { counter, id, instant, json, text, workspaceId } from './columns.js';

/** The one row that every change passes through: its lock puts changes in an order. */
export interface InstanceRow {
  id: number;
  configVersion: number;
  auditSeq: number;
  auditHash: string;
}

export interface CheckpointRow {
  seq: number;
  hash: string;
  at: Date;
  signature: string;
}

export const instanceEntity = new EntitySchema<InstanceRow>({
  name: 'instance',
  columns: {
    id: { type: 'smallint', primary: true },
    configVersion: counter({ name: 'config_version' }),
    auditSeq: counter({ name: 'audit_seq' }),
    auditHash: text({ name: 'audit_hash' }),
  },
  checks: [{ name: 'instance_one_row', expression: 'id = 1' }],
});

export const secretEntity = new EntitySchema<SecretRow>({
  name: 'secrets',
  columns: {
    id: id(),
    workspaceId: workspaceId({ nullable: true }),
    purpose: text(),
    version: { type: 'integer' },
    origin: text(),
    wraps: json(),
    ciphertext: { type: 'bytea' },
    createdAt: instant('created_at'),
  },
});

/** No foreign keys: a record outlives what it tells of. */
export const auditLogEntity = new EntitySchema<AuditRow>({
  name: 'audit_log',
  columns: {
    seq: counter({ primary: true }),
    organizationId: text({ name: 'organization_id', nullable: true }),
    workspaceId: workspaceId({ nullable: true }),
    record: text(),
    previousHash: text({ name: 'previous_hash' }),
    hash: text(),
  },
  indices: [{ name: 'audit_log_by_workspace', columns: ['workspaceId', 'seq'] }],
});

export const auditCheckpointEntity = new EntitySchema<CheckpointRow>({
  name: 'audit_checkpoints',
  columns: { seq: counter({ primary: true }), hash: text(), at: instant('at'), signature: text() },
});
