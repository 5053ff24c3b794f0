import { createBrotliDecompress, createUnzip } from 'node:zlib';

/** Where decoded bytes go. */
export interface DecodedSink {
  onDecoded(chunk: Buffer): void;
  onDecodedEnd(): void;
  onUndecodable(): void;
  /** The decoder can take input again after `write` returned false. */
  onDecoderDrain(): void;
}

export interface BodyDecoder {
  /** False when the provider should pause until `onDecoderDrain`. */
  write(chunk: Buffer): boolean;
  end(): void;
  pause(): void;
  resume(): void;
  destroy(): void;
}

const CREATE_DECODER: Record<string, () => ReturnType<typeof createUnzip>> = {
  gzip: createUnzip,
  'x-gzip': createUnzip,
  deflate: createUnzip,
  br: createBrotliDecompress,
};

/** Whether a `content-encoding` changes nothing. */
export function isIdentity(encoding: string | undefined): boolean {
  return encoding === undefined || encoding === '' || encoding === 'identity';
}

/**
 * Decodes a body that a provider compressed although we ask for `identity`. Output comes in pieces of
 * at most 16 KiB under back-pressure, so a compressed bomb costs what its reader lets through.
 * @returns null for an encoding we do not know.
 */
export function createBodyDecoder(encoding: string, sink: DecodedSink): BodyDecoder | null {
  const create = CREATE_DECODER[encoding.trim().toLowerCase()];
  if (!create) return null;
  const stream = create();
  stream.on('data', (chunk: Buffer) => sink.onDecoded(chunk));
  stream.on('drain', () => sink.onDecoderDrain());
  stream.on('end', () => sink.onDecodedEnd());
  stream.on('error', () => sink.onUndecodable());
  return {
    write: (chunk) => stream.write(chunk),
    end: () => void stream.end(),
    pause: () => void stream.pause(),
    resume: () => void stream.resume(),
    destroy: () => void stream.destroy(),
  };
}
