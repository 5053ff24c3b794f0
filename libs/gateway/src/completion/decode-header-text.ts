import { isUtf8 } from 'node:buffer';

const BEYOND_ASCII = /[\u0080-\u00ff]/;

/**
 * The text of a header as its sender meant it. Node reads every byte as a Latin-1 character; what was
 * sent as UTF-8 would never equal the same text in a body or in the configuration.
 */
export function decodeHeaderText(value: string): string {
  if (!BEYOND_ASCII.test(value)) return value;
  const bytes = Buffer.from(value, 'latin1');
  return isUtf8(bytes) ? bytes.toString() : value;
}
