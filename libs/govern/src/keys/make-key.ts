import { newSecret } from '@weighbridge/kernel/ids';
import { hashKey } from './hash-key.js';

const HINT_LENGTH = 4;

/** A key's text, to be shown once, with what is kept of it. */
export interface MadeKey {
  text: string;
  hash: string;
  hint: string;
}

/** Makes a key of 256 random bits, or takes over a given text. */
export function makeKey(pepper: Buffer, kind: 'secret' | 'public', given?: string): MadeKey {
  const text = given ?? newSecret(kind === 'secret' ? 'wb_' : 'wbpub_');
  return { text, hash: hashKey(pepper, text), hint: text.slice(-HINT_LENGTH) };
}
