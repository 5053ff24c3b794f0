import { describe, expect, test } from '@jest/globals';
import { holds, holdsSomewhere, tenantsWith } from './authorize.js';
import { PERMISSIONS, type Permission, ruleOf } from './permissions.js';
import { INSTANCE_OWNER, type Principal } from './principal.js';
import { ROLES, type Role, strongerRole } from './roles.js';

const OWN = { organizationId: 'o', workspaceId: 'w' };
const OWN_ORGANIZATION = { organizationId: 'o', workspaceId: null };
const FOREIGN = { organizationId: 'p', workspaceId: 'v' };
const EVERYWHERE = { organizationId: null, workspaceId: null };
const ALL = Object.keys(PERMISSIONS) as Permission[];

const memberWith = (role: Role): Principal => ({
  ...INSTANCE_OWNER,
  instanceOwner: false,
  organizations: new Map([['o', role]]),
  workspaces: new Map([['w', role]]),
});

describe('permissions', () => {
  test.each(ALL)('%s: a stronger role never holds less, and nobody holds it elsewhere', (name) => {
    let held = false;
    for (const role of ROLES) {
      const principal = memberWith(role);
      const place = ruleOf(name).at === 'organization' ? OWN_ORGANIZATION : OWN;
      const holdsNow = holds(principal, name, place);
      expect(held && !holdsNow).toBe(false);
      held = holdsNow;
      if (ruleOf(name).at === 'signed_in') continue;
      expect(holds(principal, name, FOREIGN)).toBe(false);
      expect(holds(principal, name, EVERYWHERE)).toBe(false);
      expect(holdsSomewhere(principal, name)).toBe(holdsNow);
    }
  });

  test('the instance owner holds everything everywhere', () => {
    for (const name of ALL) {
      expect(holds(INSTANCE_OWNER, name, FOREIGN)).toBe(true);
      expect(tenantsWith(INSTANCE_OWNER, name)).toBe('every');
    }
  });

  test('a viewer changes nothing', () => {
    const changing = ALL.filter((name) => !/\.read$|^session\.|^unbuilt\./.test(name));
    for (const name of changing) expect(holdsSomewhere(memberWith('viewer'), name)).toBe(false);
  });

  test('of two roles the stronger counts', () => {
    expect(strongerRole('admin', 'viewer')).toBe('admin');
    expect(strongerRole('viewer', 'owner')).toBe('owner');
    expect(strongerRole(undefined, 'viewer')).toBe('viewer');
  });
});
