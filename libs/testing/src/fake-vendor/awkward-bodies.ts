import { gzipSync } from 'node:zlib';
import type { Script } from './script.js';

const MEBIBYTE = 1_048_576;

/** A gzip body of a few kilobytes that unpacks to `mebibytes` MiB. */
export function gzipBomb(mebibytes = 64): Script {
  return {
    headers: { 'content-encoding': 'gzip' },
    body: gzipSync(Buffer.alloc(mebibytes * MEBIBYTE, 0x20)),
  };
}

/** A stream whose only line never ends: `mebibytes` MiB of data without a line feed. */
export function endlessLine(mebibytes = 2): Script {
  const piece = Buffer.alloc(65_536, 0x78);
  return {
    stream: [
      { bytes: 'data: ' },
      ...Array.from({ length: (mebibytes * MEBIBYTE) / piece.length }, () => ({ bytes: piece })),
    ],
  };
}

/** A vendor that answers 200 with a page instead of JSON. */
export const garbage: Script = {
  headers: { 'content-type': 'text/html' },
  body: '<!doctype html><title>502</title><h1>Bad gateway</h1>',
};

/** An OpenAI-dialect stream that says `words` and then fails in band. */
export function failingStream(words: readonly string[]): Script {
  const event = (value: object) => ({ bytes: `data: ${JSON.stringify(value)}\n\n` });
  return {
    stream: [
      ...words.map((content) =>
        event({
          object: 'chat.completion.chunk',
          choices: [{ index: 0, delta: { content }, finish_reason: null }],
        }),
      ),
      event({ error: { message: 'the engine stopped', type: 'server_error', code: null } }),
    ],
  };
}

/** A refusal that names its own end. */
export function rateLimited(retryAfterSeconds: number): Script {
  return {
    status: 429,
    headers: { 'retry-after': String(retryAfterSeconds) },
    body: {
      error: { message: 'Rate limit reached', type: 'requests', code: 'rate_limit_exceeded' },
    },
  };
}
