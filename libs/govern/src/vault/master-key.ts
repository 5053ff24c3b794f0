import { createHash, hkdfSync } from 'node:crypto';

export const MASTER_KEY_BYTES = 32;

/** What a secret is for. Each purpose has its own key-encryption key, so no key serves two ends. */
export type VaultPurpose = 'provider-credentials' | 'key-pepper' | 'audit-checkpoints';

/** The root of the vault and the name under which data keys refer to it. */
export interface MasterKey {
  /** Tells master keys apart without giving one away. */
  id: string;
  wrappingKey(purpose: VaultPurpose): Buffer;
}

/**
 * Reads a master key: 32 bytes in base64.
 * @throws RangeError when the text is anything else; the message never repeats it.
 */
export function readMasterKey(text: string): MasterKey {
  const trimmed = text.trim();
  const bytes = Buffer.from(trimmed, 'base64');
  if (bytes.length !== MASTER_KEY_BYTES || !/^[A-Za-z0-9+/_-]+={0,2}$/.test(trimmed)) {
    throw new RangeError(
      `the master key must be ${MASTER_KEY_BYTES} bytes in base64 (make one with: openssl rand -base64 32)`,
    );
  }
  return masterKeyFrom(bytes);
}

/** The master key of 32 bytes. */
export function masterKeyFrom(bytes: Buffer): MasterKey {
  const derive = (label: string) =>
    Buffer.from(hkdfSync('sha256', bytes, '', `weighbridge/vault/${label}/v1`, MASTER_KEY_BYTES));
  const wrappingKeys = new Map<VaultPurpose, Buffer>();
  return {
    id: createHash('sha256').update(derive('key-id')).digest('hex').slice(0, 16),
    wrappingKey(purpose) {
      const known = wrappingKeys.get(purpose) ?? derive(`wrap/${purpose}`);
      wrappingKeys.set(purpose, known);
      return known;
    },
  };
}
