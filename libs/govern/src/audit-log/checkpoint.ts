import { createHmac, timingSafeEqual } from 'node:crypto';
import type { ChainHead } from './audit-record.js';

/**
 * Every so many records a checkpoint goes into the database too; the file outside the database gets
 * one after each commit. A chain alone shows neither a cut tail nor a rewrite from the start.
 */
export const RECORDS_PER_CHECKPOINT = 64;

/** A signed statement that the chain had this hash at this record. */
export interface Checkpoint extends ChainHead {
  at: string;
  /** HMAC-SHA256 under a key that only the vault opens, base64url. */
  signature: string;
}

/** Signs the head of the chain. */
export const signCheckpoint = (key: Buffer, head: ChainHead, at: Date): Checkpoint => {
  const unsigned = { seq: head.seq, hash: head.hash, at: at.toISOString() };
  return { ...unsigned, signature: signatureOf(key, unsigned) };
};

/** Whether a checkpoint was signed with this key and says what it said then. */
export function isSigned(key: Buffer, checkpoint: Checkpoint): boolean {
  const expected = Buffer.from(signatureOf(key, checkpoint));
  const given = Buffer.from(checkpoint.signature);
  return expected.length === given.length && timingSafeEqual(expected, given);
}

const signatureOf = (key: Buffer, { seq, hash, at }: Omit<Checkpoint, 'signature'>): string =>
  createHmac('sha256', key).update(`${seq}\n${hash}\n${at}`).digest('base64url');
