import { createHash, createHmac, type Hash, type Hmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import type { SignableRequest } from '../request-signer.js';

/** Keys of an AWS account; `sessionToken` only with temporary ones. */
export interface AwsKeys {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string | undefined;
}

/** What a signature is made for. */
export interface AwsScope {
  region: string;
  service: string;
}

/** SHA-256 by Node's own implementation, in the form the signing library wants. */
class NodeSha256 {
  #hash: Hash | Hmac;
  readonly #secret: string | Uint8Array | undefined;

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#secret = secret === undefined ? undefined : bytesOf(secret);
    this.#hash = this.#start();
  }

  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.#hash.update(bytesOf(data));
  }

  digest(): Promise<Uint8Array> {
    return Promise.resolve(this.#hash.digest());
  }

  reset(): void {
    this.#hash = this.#start();
  }

  #start(): Hash | Hmac {
    return this.#secret === undefined ? createHash('sha256') : createHmac('sha256', this.#secret);
  }
}

function bytesOf(data: string | ArrayBuffer | ArrayBufferView): string | Uint8Array {
  if (typeof data === 'string' || data instanceof Uint8Array) return data;
  if (data instanceof ArrayBuffer) return new Uint8Array(data);
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

/**
 * Signs a request by AWS Signature Version 4; the headers returned are to be sent with it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html
 * @param now milliseconds since the epoch
 */
export async function signAwsRequest(
  request: SignableRequest,
  keys: AwsKeys,
  scope: AwsScope,
  now: number,
): Promise<Record<string, string>> {
  const signer = new SignatureV4({ ...scope, credentials: keys, sha256: NodeSha256 });
  const { protocol, hostname, host } = new URL(request.origin);
  const [path, search = ''] = request.path.split('?');
  const signed = await signer.sign(
    {
      method: request.method,
      ...{ protocol, hostname, path: path! },
      query: Object.fromEntries(new URLSearchParams(search)),
      headers: {
        host,
        ...(request.contentType !== null && { 'content-type': request.contentType }),
      },
      body: request.body ?? '',
    },
    { signingDate: new Date(now) },
  );
  const { host: _ours, 'content-type': _sent, ...added } = signed.headers;
  return added;
}
