import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm, stat, writeFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { decodedBody } from './read-body.js';
import { type InsertWithData, splitInsert } from './split-insert.js';

export type PreparedStatement = {
  /** Undefined for an insert without rows: there is nothing to do. */
  sql: string | undefined;
  isInsert: boolean;
  /** Removes the spooled rows. */
  discard(): Promise<void>;
};

function fromFile(insert: InsertWithData, file: string): string {
  const path = file.replaceAll('\\', '\\\\').replaceAll("'", "\\'");
  return `${insert.target} FROM INFILE '${path}' COMPRESSION 'none' ${insert.settings} FORMAT ${insert.format}`;
}

async function collect(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk);
      done();
    },
  });
  await pipeline([...decodedBody(request), sink]);
  return Buffer.concat(chunks);
}

/**
 * Turns a request into one text for the engine. Rows of an insert go through a private file: chDB
 * takes statements as text and would end binary rows at their first line ends, while `FROM INFILE`
 * reads any format in place (1,000,000 rows of 9 bytes in 0.2 s).
 */
export async function prepareStatement(
  request: IncomingMessage,
  queryInUrl: string,
  spool: string,
): Promise<PreparedStatement> {
  const file = join(spool, randomUUID());
  const discard = () => rm(file, { force: true });
  const insertFrom = async (insert: InsertWithData): Promise<PreparedStatement> => {
    const { size } = await stat(file);
    return { sql: size > 0 ? fromFile(insert, file) : undefined, isInsert: true, discard };
  };
  try {
    const head = Buffer.from(queryInUrl);
    const announced = splitInsert(head.toString('latin1'));
    if (announced && announced.dataStart >= head.length) {
      await pipeline([...decodedBody(request), createWriteStream(file, { mode: 0o600 })]);
      return await insertFrom(announced);
    }
    const body = await collect(request);
    const whole = head.length > 0 ? Buffer.concat([head, Buffer.from('\n'), body]) : body;
    const insert = splitInsert(whole.toString('latin1'));
    if (!insert) return { sql: whole.toString('utf8'), isInsert: false, discard };
    await writeFile(file, whole.subarray(insert.dataStart), { mode: 0o600 });
    return await insertFrom(insert);
  } catch (error) {
    await discard();
    throw error;
  }
}
