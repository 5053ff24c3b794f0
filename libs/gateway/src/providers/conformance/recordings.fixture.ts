import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EventStreamCodec } from '@smithy/eventstream-codec';
import { SseSplitter } from '../../dialects/sse/sse-splitter.js';
import type { ProviderAdapter } from '../provider-adapter.js';

const FIXTURES = join(import.meta.dirname, '__fixtures__');

const codec = new EventStreamCodec((bytes) => Buffer.from(bytes).toString(), Buffer.from);
const header = (value: string) => ({ type: 'string' as const, value });

export interface RecordedError {
  status: number;
  headers: Record<string, string>;
  body: unknown;
  expect: object;
}

/** What the answers of a dialect do not say. */
export interface Omissions {
  namesModel: boolean;
  reasoningTokens: boolean;
}

/**
 * The wire of one provider, written from its public documentation: that of its dialect, and above it
 * what the vendor does in its own way.
 */
export function recordingsOf({ type, dialect }: Pick<ProviderAdapter, 'type' | 'dialect'>) {
  const own = join(FIXTURES, 'vendors', type);
  const shared = join(FIXTURES, dialect);
  const read = (name: string): string => {
    const ownFile = join(own, name);
    return readFileSync(existsSync(ownFile) ? ownFile : join(shared, name), 'utf8');
  };
  const errorsIn = (folder: string): RecordedError[] => {
    const file = join(folder, 'errors.json');
    return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as RecordedError[]) : [];
  };
  const omissions = join(shared, 'expectations.json');
  return {
    exists: existsSync(shared),
    json: (name: string): unknown => JSON.parse(read(name)),
    bytes: (name: string): Buffer => Buffer.from(read(name)),
    /** The events of a stream as they go over the wire, one buffer each. */
    stream: (name: string): Buffer[] => frame(dialect, read(name)),
    errors: [...errorsIn(shared), ...errorsIn(own)],
    omissions: existsSync(omissions)
      ? (JSON.parse(readFileSync(omissions, 'utf8')) as Omissions)
      : { namesModel: true, reasoningTokens: true },
  };
}

/** Recordings are kept as server-sent events; a dialect that frames otherwise is framed here. */
export function frame(dialect: ProviderAdapter['dialect'], text: string): Buffer[] {
  if (dialect !== 'bedrock-converse')
    return text.split(/(?<=\r?\n\r?\n)/).map((event) => Buffer.from(event));
  return new SseSplitter().push(Buffer.from(text)).map(({ name, data }) => {
    const isException = name.endsWith('Exception');
    const headers = {
      [isException ? ':exception-type' : ':event-type']: header(name),
      ':content-type': header('application/json'),
      ':message-type': header(isException ? 'exception' : 'event'),
    };
    return Buffer.from(codec.encode({ headers, body: Buffer.from(data) }));
  });
}
