import { randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type AuditRow, CHAIN_START, type ChainHead, linkAct } from './audit-record.js';
import { canonicalJson } from './canonical-json.js';
import { signCheckpoint } from './checkpoint.js';
import { type AuditEvidence, verifyAuditLog } from './verify-audit-log.js';

const KEY = randomBytes(32);
const AT = new Date('2026-11-21T12:00:00Z');

function writeLog(records: number, mark = ''): AuditRow[] {
  let head: ChainHead = { seq: 0, hash: CHAIN_START };
  return Array.from({ length: records }, (_, index) => {
    const act = {
      ...{ action: 'keys.create', resource: { type: 'keys', id: `key_${index}${mark}` } },
      ...{ organizationId: 'o', workspaceId: 'w', changes: {}, reload: true },
      outcome: 'done' as const,
    };
    const row = linkAct(
      head,
      act,
      { actor: { type: 'admin_token', id: 'a' }, requestId: null },
      AT,
    );
    head = row;
    return row;
  });
}

const headOf = (rows: AuditRow[]): ChainHead => {
  const { seq, hash } = rows.at(-1)!;
  return { seq, hash };
};

const evidenceOf = (rows: AuditRow[], change: Partial<AuditEvidence> = {}): AuditEvidence => ({
  rows,
  head: headOf(rows),
  storedCheckpoints: rows
    .filter(({ seq }) => seq % 64 === 0)
    .map((row) => signCheckpoint(KEY, { seq: row.seq, hash: row.hash }, AT)),
  outsideCheckpoints: [signCheckpoint(KEY, headOf(rows), AT)],
  signingKey: KEY,
  ...change,
});

describe('the audit log', () => {
  const rows = writeLog(70);
  const before = evidenceOf(rows);

  test('an untouched log is intact', async () => {
    expect(await verifyAuditLog(before)).toEqual({ ok: true, records: 70, head: headOf(rows) });
  });

  test.each<[string, (rows: AuditRow[]) => AuditRow[], string, number]>([
    [
      'edited',
      (log) => log.with(9, { ...log[9]!, record: log[9]!.record.replace('o', 'x') }),
      'edited',
      10,
    ],
    [
      'moved to another tenant',
      (log) => log.with(9, { ...log[9]!, workspaceId: 'x' }),
      'edited',
      10,
    ],
    ['removed', (log) => log.toSpliced(9, 1), 'removed', 10],
    ['removed at the start', (log) => log.slice(1), 'removed', 1],
    ['cut at the end', (log) => log.slice(0, 60), 'cut', 61],
    ['cut to nothing', () => [], 'cut', 1],
    [
      'exchanged with the next one',
      (log) => log.with(9, { ...log[10]!, seq: 10 }).with(10, { ...log[9]!, seq: 11 }),
      'reordered',
      10,
    ],
  ])('a record that was %s is named', async (_, tamper, kind, seq) => {
    const verdict = await verifyAuditLog({ ...before, rows: tamper(rows) });
    expect(verdict).toMatchObject({ ok: false, fault: { kind, seq } });
  });

  test('a log rewritten from the start, heads included, contradicts its checkpoints', async () => {
    const rewritten = writeLog(70, 'x');
    const verdict = await verifyAuditLog({ ...before, rows: rewritten, head: headOf(rewritten) });
    expect(verdict).toMatchObject({ ok: false, fault: { kind: 'rewritten', seq: 64 } });
  });

  test('a tail cut with the head in the database still misses what the outside file knows', async () => {
    const shorter = rows.slice(0, 66);
    const verdict = await verifyAuditLog({ ...before, rows: shorter, head: headOf(shorter) });
    expect(verdict).toMatchObject({ ok: false, fault: { kind: 'cut', seq: 67 } });
  });

  test('a checkpoint that nobody signed, or that is missing, is a fault of its own', async () => {
    const forged = signCheckpoint(randomBytes(32), headOf(rows), AT);
    expect(await verifyAuditLog({ ...before, outsideCheckpoints: [forged] })).toMatchObject({
      fault: { kind: 'forged', seq: 70 },
    });
    expect(await verifyAuditLog({ ...before, storedCheckpoints: [] })).toMatchObject({
      fault: { kind: 'forged', seq: 64 },
    });
  });

  test('canonical JSON does not depend on the order of keys and reads back as the same value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalJson(JSON.parse(text))).toBe(text);
      }),
    );
    expect(canonicalJson({ b: 1, a: { d: [2, null], c: undefined } })).toBe(
      '{"a":{"d":[2,null]},"b":1}',
    );
  });
});
