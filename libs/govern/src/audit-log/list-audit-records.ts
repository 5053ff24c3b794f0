import { ApiError } from '@weighbridge/contracts/errors/api-error';
import type { AuditRecordView } from '@weighbridge/contracts/resources/audit-record';
import type { ListOf, ListQuery } from '@weighbridge/contracts/resources/envelope';
import type { Principal } from '../access/principal.js';
import { notFound, scopeOf } from '../resources/find-place.js';
import type { GovernStore, Scope } from '../tables/tables.js';
import type { AuditRecord, AuditRow } from './audit-record.js';

/** Records of some tenants, newest first, before a position; one more than the limit. */
export type AuditPageReader = (
  tenants: Scope,
  page: { limit: number; before: number | null },
) => Promise<AuditRow[]>;

/** The audit records that the principal may read, newest first. */
export async function listAuditRecords(
  store: GovernStore,
  readAuditPage: AuditPageReader,
  principal: Principal,
  { workspace, limit, cursor }: ListQuery,
): Promise<ListOf<AuditRecordView>> {
  const tenants = await store.read((tables) =>
    scopeOf(principal, 'audit_log.read', workspace, tables),
  );
  const rows = await readAuditPage(tenants, { limit, before: readPosition(cursor) });
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return { data: shown.map(viewOf), next_cursor: last ? String(last.seq) : null };
}

/** @throws ApiError `not_found` for a record that does not exist or that the principal may not read */
export async function showAuditRecord(
  store: GovernStore,
  readAuditPage: AuditPageReader,
  principal: Principal,
  { id, workspace }: { id: string; workspace?: string },
): Promise<AuditRecordView> {
  const tenants = await store.read((tables) =>
    scopeOf(principal, 'audit_log.read', workspace, tables),
  );
  const seq = /^[1-9]\d{0,14}$/.test(id) ? Number(id) : null;
  const rows = seq === null ? [] : await readAuditPage(tenants, { limit: 1, before: seq + 1 });
  const row = rows.find((one) => one.seq === seq);
  if (!row) throw notFound('audit record', id);
  return viewOf(row);
}

function readPosition(cursor: string | undefined): number | null {
  if (cursor === undefined) return null;
  const seq = Number(cursor);
  if (Number.isSafeInteger(seq) && seq > 0) return seq;
  throw new ApiError('invalid_request', 'cursor must be the next_cursor of an earlier page', {
    param: 'cursor',
  });
}

function viewOf({ record, hash }: AuditRow): AuditRecordView {
  const { at, ...content } = JSON.parse(record) as AuditRecord;
  return { id: String(content.seq), created_at: at, hash, ...content };
}
