import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { refuseAddress } from './guard-address.js';

const PRIVATE = [
  '127.0.0.1',
  '127.255.255.254',
  '10.0.0.1',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '100.64.0.1',
  '100.127.255.255',
  '198.18.0.1',
  '::1',
  '0:0:0:0:0:0:0:1',
  'fc00::1',
  'fd12:3456::1',
  '::ffff:127.0.0.1',
  '::ffff:7f00:1',
  '::ffff:10.1.2.3',
  '64:ff9b::10.0.0.1',
  '64:ff9b::7f00:1',
];

const NEVER = [
  '169.254.169.254',
  '169.254.0.1',
  '::ffff:169.254.169.254',
  '::ffff:a9fe:a9fe',
  '64:ff9b::a9fe:a9fe',
  'fd00:ec2::254',
  'fd20:ce::254',
  '100.100.100.200',
  '168.63.129.16',
  '192.0.0.192',
  '0.0.0.0',
  '0.1.2.3',
  '224.0.0.1',
  '239.255.255.255',
  '255.255.255.255',
  '240.0.0.1',
  '192.0.2.1',
  '198.51.100.7',
  '203.0.113.9',
  '192.88.99.1',
  '::',
  '::127.0.0.1',
  '::7f00:1',
  'fe80::1',
  'fe80::1%eth0',
  'febf::1',
  'fec0::1',
  'ff02::1',
  '2001:db8::1',
  '2001::1',
  '2001:0:53aa:64c::1',
  '2002:7f00:1::',
  '2002:a9fe:a9fe::1',
  '64:ff9b:1::1',
  '100::1',
  '3fff::1',
  'not-an-address',
  '0x7f.0.0.1',
  '0177.0.0.1',
  '2130706433',
  '',
];

const PUBLIC = [
  '1.1.1.1',
  '8.8.8.8',
  '104.18.6.192',
  '172.15.255.255',
  '172.32.0.1',
  '100.63.255.255',
  '100.128.0.1',
  '169.253.255.255',
  '198.17.255.255',
  '198.20.0.1',
  '::ffff:8.8.8.8',
  '64:ff9b::808:808',
  '2606:4700::6812:7c0',
  '2a00:1450:4001:81b::200e',
];

describe('refuseAddress', () => {
  test.each(PRIVATE)('%s needs the provider to allow private networks', (address) => {
    expect(refuseAddress(address, false)).not.toBeNull();
    expect(refuseAddress(address, true)).toBeNull();
  });

  test.each(NEVER)('%s is refused whatever the provider allows', (address) => {
    expect(refuseAddress(address, false)).not.toBeNull();
    expect(refuseAddress(address, true)).not.toBeNull();
  });

  test.each(PUBLIC)('%s may be called', (address) => {
    expect(refuseAddress(address, false)).toBeNull();
  });

  test('an IPv4 address and its mapped form are judged alike', () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.boolean(), (address, allowed) => {
        expect(refuseAddress(`::ffff:${address}`, allowed)).toBe(refuseAddress(address, allowed));
      }),
    );
  });

  test('no text makes it throw, and no text but an address passes', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        if (refuseAddress(text, true) === null) expect(text).toMatch(/^[0-9a-fA-F:.%]+/);
      }),
    );
  });
});
