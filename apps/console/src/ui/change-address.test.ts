import { expect, test } from '@jest/globals';
import { changeAddress } from './change-address.js';

test.each([
  ['set', { model: 'a/b' }, 'workspace=acme&status=error&model=a%2Fb'],
  ['replaced', { status: 'ok' }, 'workspace=acme&status=ok'],
  ['taken away by null', { status: null }, 'workspace=acme'],
  ['taken away by nothing', { status: '' }, 'workspace=acme'],
])('a parameter is %s without touching the rest', (_name, changes, wanted) => {
  const address = new URLSearchParams('workspace=acme&status=error');
  expect(String(changeAddress(address, changes))).toBe(wanted);
  expect(String(address)).toBe('workspace=acme&status=error');
});
