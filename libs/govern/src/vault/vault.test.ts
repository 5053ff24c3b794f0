import { randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { masterKeyFrom, readMasterKey } from './master-key.js';
import { createVault, type SecretBinding, VaultError } from './vault.js';

const BINDING: SecretBinding = {
  ...{ workspaceId: 'acme', id: 'cfg_1', version: 1 },
  ...{ purpose: 'provider-credentials', origin: 'https://one.example' },
};

describe('the vault', () => {
  const vault = createVault(masterKeyFrom(randomBytes(32)));

  test('what was sealed opens unchanged, and two seals of one text differ', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const plaintext = Buffer.from(bytes);
        const sealed = vault.seal(BINDING, plaintext);
        expect(vault.open(BINDING, sealed)).toEqual(plaintext);
        expect(vault.seal(BINDING, plaintext).ciphertext).not.toEqual(sealed.ciphertext);
      }),
    );
  });

  test.each<[string, Partial<SecretBinding>]>([
    ['tenant', { workspaceId: 'other' }],
    ['tenant of all', { workspaceId: null }],
    ['secret', { id: 'cfg_2' }],
    ['version', { version: 2 }],
    ['purpose', { purpose: 'key-pepper' }],
    ['origin', { origin: 'https://two.example' }],
  ])('a secret does not open in the place of another %s', (_, other) => {
    const sealed = vault.seal(BINDING, Buffer.from('secret'));
    expect(() => vault.open({ ...BINDING, ...other }, sealed)).toThrow(VaultError);
  });

  test('no single changed byte opens', () => {
    const sealed = vault.seal(BINDING, Buffer.from('secret'));
    for (let index = 0; index < sealed.ciphertext.length; index++) {
      const ciphertext = Buffer.from(sealed.ciphertext);
      ciphertext[index]! ^= 1;
      expect(() => vault.open(BINDING, { ...sealed, ciphertext })).toThrow(VaultError);
    }
  });

  test('a data key of one secret does not open another one', () => {
    const one = vault.seal(BINDING, Buffer.from('one'));
    const other = vault.seal({ ...BINDING, id: 'cfg_2' }, Buffer.from('two'));
    expect(() => vault.open(BINDING, { ...other, wraps: one.wraps })).toThrow(VaultError);
    expect(() => vault.open(BINDING, other)).toThrow(VaultError);
  });

  test('while rotating both master keys open a secret, and no third one', () => {
    const next = masterKeyFrom(randomBytes(32));
    const both = vault.addWrap(BINDING, vault.seal(BINDING, Buffer.from('secret')), next);
    expect(vault.open(BINDING, both).toString()).toBe('secret');
    expect(createVault(next).open(BINDING, both).toString()).toBe('secret');
    const third = createVault(masterKeyFrom(randomBytes(32)));
    expect(() => third.open(BINDING, both)).toThrow('another master key');
  });

  test.each(['', 'short', randomBytes(31).toString('base64'), `${'*'.repeat(43)}=`])(
    'a master key that is not 32 bytes of base64 is refused without repeating it: %s',
    (text) => {
      expect(() => readMasterKey(text)).toThrow(RangeError);
      expect(() => readMasterKey(text)).toThrow('32 bytes in base64');
    },
  );
});
