import type { IncomingMessage } from 'node:http';
import { Transform, type Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';

/** The largest body we take, decoded; a caller above it should send several inserts. */
const LARGEST_BODY_BYTES = 512 * 1024 * 1024;

/** Ends the stream with an error once more than the largest body has passed. */
function measure(): Transform {
  let seen = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      seen += chunk.length;
      done(
        seen > LARGEST_BODY_BYTES
          ? new Error(
              `Code: 307. DB::Exception: The body is above ${LARGEST_BODY_BYTES} bytes. (TOO_MANY_BYTES)`,
            )
          : null,
        chunk,
      );
    },
  });
}

/** The stages that turn a request body into its decoded bytes; the request is the first of them. */
export function decodedBody(request: IncomingMessage): [Readable, ...Transform[]] {
  const encoding = request.headers['content-encoding'] ?? 'identity';
  switch (encoding) {
    case 'identity':
      return [request, measure()];
    case 'gzip':
      return [request, createGunzip(), measure()];
    case 'deflate':
      return [request, createInflate(), measure()];
    case 'br':
      return [request, createBrotliDecompress(), measure()];
    default:
      throw new Error(
        `Code: 89. DB::Exception: Unknown content encoding ${encoding}. (UNKNOWN_COMPRESSION_METHOD)`,
      );
  }
}
