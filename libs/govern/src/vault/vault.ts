import { randomBytes } from 'node:crypto';
import { decrypt, encrypt } from './authenticated-cipher.js';
import { MASTER_KEY_BYTES, type MasterKey, type VaultPurpose } from './master-key.js';

/** What a secret is bound to: put into another tenant's, secret's or origin's place it does not open. */
export interface SecretBinding {
  /** Null: the instance's own. */
  workspaceId: string | null;
  id: string;
  version: number;
  purpose: VaultPurpose;
  /** The origin it may be sent to; empty for secrets that never leave. */
  origin: string;
}

/** A secret under its own data key, and that key under one master key or, while rotating, two. */
export interface SealedSecret {
  wraps: Record<string, string>;
  ciphertext: Buffer;
}

/** Opens and seals secrets; holds the master key in memory and nowhere else. */
export interface Vault {
  readonly masterKeyId: string;
  seal(binding: SecretBinding, plaintext: Buffer): SealedSecret;
  /** @throws VaultError when the binding differs, a byte changed, or the master key is another one. */
  open(binding: SecretBinding, sealed: SealedSecret): Buffer;
  /** Adds a wrap under a further master key; what the secret opens with today keeps opening it. */
  addWrap(binding: SecretBinding, sealed: SealedSecret, next: MasterKey): SealedSecret;
}

/** A secret that does not open. The message names the secret's id and never its content. */
export class VaultError extends Error {
  override readonly name = 'VaultError';
}

/** A vault under one master key. */
export function createVault(masterKey: MasterKey): Vault {
  const unwrap = (binding: SecretBinding, sealed: SealedSecret): Buffer => {
    const wrapped = sealed.wraps[masterKey.id];
    if (wrapped === undefined) {
      throw new VaultError(`secret ${binding.id} is sealed under another master key`);
    }
    return opened(binding, masterKey.wrappingKey(binding.purpose), Buffer.from(wrapped, 'base64'));
  };
  return {
    masterKeyId: masterKey.id,
    seal(binding, plaintext) {
      const dataKey = randomBytes(MASTER_KEY_BYTES);
      return {
        wraps: { [masterKey.id]: wrap(binding, dataKey, masterKey) },
        ciphertext: encrypt(dataKey, plaintext, associatedData(binding)),
      };
    },
    open: (binding, sealed) => opened(binding, unwrap(binding, sealed), sealed.ciphertext),
    addWrap(binding, sealed, next) {
      const dataKey = unwrap(binding, sealed);
      return { ...sealed, wraps: { ...sealed.wraps, [next.id]: wrap(binding, dataKey, next) } };
    },
  };
}

const wrap = (binding: SecretBinding, dataKey: Buffer, masterKey: MasterKey): string =>
  encrypt(masterKey.wrappingKey(binding.purpose), dataKey, associatedData(binding)).toString(
    'base64',
  );

function opened(binding: SecretBinding, key: Buffer, sealed: Buffer): Buffer {
  try {
    return decrypt(key, sealed, associatedData(binding));
  } catch (cause) {
    throw new VaultError(`secret ${binding.id} does not open`, { cause });
  }
}

const associatedData = ({ purpose, workspaceId, id, version, origin }: SecretBinding): string =>
  JSON.stringify([purpose, workspaceId, id, version, origin]);
