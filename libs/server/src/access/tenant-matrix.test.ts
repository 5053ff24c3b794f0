import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  type AdminAnswer,
  openTestAdminApi,
  type TestAdminApi,
} from '../admin/admin-api.fixture.js';
import { DemandDeclarations } from './demand-declarations.js';

const ROLES = ['viewer', 'member', 'admin', 'owner'] as const;
const PASSWORD = 'a password of a test';
/** Stands for an id in answers that are compared. */
const ID = 'ID';

/** What makes one row of each resource in a workspace. */
const NEW_ROWS: Record<string, (workspace: string) => object> = {
  workspaces: (workspace) => ({ id: `${workspace}-new`, organization: `${workspace}-org` }),
  teams: (workspace) => ({ id: `${workspace}-team`, workspace }),
  keys: (workspace) => ({ name: `${workspace}-key`, workspace }),
  budgets: (workspace) => ({ workspace, scope: 'tag', scope_id: 't', limit: '1', period: 'day' }),
  providers: (workspace) => ({ id: `${workspace}-provider`, type: 'sandbox', workspace }),
  routes: (workspace) => ({ id: `${workspace}-route`, targets: [{ model: 'a/b' }], workspace }),
  categories: (workspace) => ({ name: `${workspace}-category`, workspace }),
  members: (workspace) => ({ user: `spare@${workspace}.example`, role: 'viewer', workspace }),
};

/** What is made within a row of another kind. */
const NEW_PARTS: typeof NEW_ROWS = {
  models: (workspace) => ({ provider: `${workspace}-provider`, model: 'm' }),
};

describe('the tenants', () => {
  let api: TestAdminApi;
  const callers: Record<string, Record<string, string>> = { anonymous: {} };
  const rows: Record<'mine' | 'theirs', Record<string, string>> = { mine: {}, theirs: {} };

  const make = async (path: string, body: object): Promise<AdminAnswer> => {
    const made = await api.call('POST', path, { body });
    if (made.status !== 201) throw new Error(`POST ${path}: ${made.text}`);
    return made;
  };
  const signIn = async (email: string): Promise<Record<string, string>> => {
    const body = { email, password: PASSWORD };
    const answer = await api.call('POST', 'session', { as: {}, body });
    const cookie = String(answer.headers['set-cookie']).split(';')[0]!;
    return { cookie, 'x-wb-csrf': answer.json.csrf_token };
  };

  beforeAll(async () => {
    api = await openTestAdminApi();
    for (const side of ['mine', 'theirs'] as const) {
      const organization = `${side}-org`;
      rows[side].organizations = (await make('organizations', { id: organization })).json.id;
      await make('workspaces', { id: side, organization });
      const spare = await make('users', { email: `spare@${side}.example` });
      rows[side].users = spare.json.id;
      for (const [resource, body] of Object.entries(NEW_ROWS)) {
        const made = await make(resource, body(side));
        rows[side][resource] = made.json.id;
      }
    }
    const log = await api.call('GET', 'audit_log?limit=500');
    for (const side of ['mine', 'theirs'] as const)
      rows[side].audit_log = (log.json.data as { id: string; workspace?: string }[]).find(
        ({ workspace }) => workspace === side,
      )!.id;
    const key = await make('keys', { name: 'caller', workspace: 'mine' });
    callers['an API key'] = { authorization: `Bearer ${key.json.key}` };
    for (const role of ROLES) {
      const email = `${role}@mine.example`;
      await make('users', { email, password: PASSWORD });
      await make('members', { user: email, role, organization: 'mine-org' });
      callers[role] = await signIn(email);
    }
  }, 60_000);
  afterAll(() => api.close());

  /** Every row of every table that a foreign caller must not have changed. */
  const readEverything = async () => {
    const tables = [...Object.keys(NEW_ROWS), 'organizations', 'users', 'secrets'];
    const names = tables.map(
      (name) => ({ keys: 'api_keys', members: 'memberships' })[name] ?? name,
    );
    const all = names.map((name) =>
      api.govern.dataSource.query(`SELECT * FROM ${name} ORDER BY 1`),
    );
    return Promise.all(all);
  };
  const routes = () =>
    api.app
      .get(DemandDeclarations)
      .routes()
      .filter(({ path }) => path.startsWith('/api/v1/'))
      .map(({ method, path }) => ({ method, path: path.slice('/api/v1/'.length) }));
  const bodyFor = (method: string, resource: string, workspace: string) => {
    if (method === 'PATCH') return resource === 'members' ? { role: 'viewer' } : {};
    const made = NEW_ROWS[resource] ?? NEW_PARTS[resource];
    return method === 'POST' ? (made?.(workspace) ?? {}) : undefined;
  };
  const withoutIds = ({ status, text }: AdminAnswer, ...ids: string[]) => ({
    status,
    text: ids.reduce((shown, id) => shown.replaceAll(id, ID), text),
  });

  test.each(['anonymous', 'an API key', ...ROLES])(
    'to %s another tenant answers like a missing one, and nothing is written',
    async (name) => {
      const as = callers[name]!;
      const before = await readEverything();
      let compared = 0;
      for (const { method, path } of routes().filter(({ path: route }) => route.includes(':id'))) {
        const resource = path.split('/')[0]!;
        const theirs = rows.theirs[resource];
        if (theirs === undefined) continue;
        const body = bodyFor(method, resource, 'mine');
        const at = (id: string) => api.call(method, path.replace(':id', id), { as, body });
        const missing = withoutIds(await at('missing-id'), 'missing-id');
        expect({ method, path, ...withoutIds(await at(theirs), theirs) }).toEqual({
          ...{ method, path },
          ...missing,
        });
        expect([401, 403, 404, 501]).toContain(missing.status);
        compared += 1;
      }
      expect(compared).toBeGreaterThan(30);
      expect(await readEverything()).toEqual(before);
    },
  );

  test.each(['anonymous', 'an API key', ...ROLES])(
    'to %s another workspace in a query or a body answers like a missing one',
    async (name) => {
      const as = callers[name]!;
      const before = await readEverything();
      for (const { method, path } of routes()) {
        const known = path in NEW_ROWS || path in NEW_PARTS || path === 'audit_log';
        if (!known || !['GET', 'POST'].includes(method)) continue;
        const at = (workspace: string) => {
          const query = method === 'GET' ? `?workspace=${workspace}` : '';
          const body = bodyFor(method, path, workspace);
          return api.call(method, `${path}${query}`, { as, body });
        };
        const missing = withoutIds(await at('missing'), 'missing');
        const theirs = withoutIds(await at('theirs'), 'theirs');
        expect({ method, path, ...theirs }).toEqual({ method, path, ...missing });
        expect([401, 403, 404]).toContain(theirs.status);
      }
      expect(await readEverything()).toEqual(before);
    },
  );

  test('lists show a member what is theirs and nothing of others', async () => {
    for (const resource of [...Object.keys(NEW_ROWS), 'organizations', 'audit_log']) {
      const list = await api.call('GET', `${resource}?limit=500`, { as: callers.owner! });
      expect(list.status).toBe(200);
      expect(list.json.data.map(({ id }) => id)).toContain(rows.mine[resource]);
      expect(list.text).not.toContain('theirs');
    }
  });

  test('the instance owner reads both sides, so the rows that were not found are there', async () => {
    for (const [resource, id] of [...Object.entries(rows.mine), ...Object.entries(rows.theirs)]) {
      expect((await api.call('GET', `${resource}/${id}`)).status).toBe(200);
    }
  });

  test('nobody gives a role above their own, and the last owner stays', async () => {
    const adminCall = { as: callers.admin!, body: { user: 'spare@mine.example', role: 'owner' } };
    const above = await api.call('POST', 'members?workspace=mine', adminCall);
    expect(above.json.error).toMatchObject({ code: 'forbidden', message: /above your own/ });
    const list = await api.call('GET', 'members?limit=500');
    const owners = (
      list.json.data as { id: string; role?: string; organization?: string }[]
    ).filter(({ role, organization }) => role === 'owner' && organization === 'mine-org');
    expect(owners).toHaveLength(1);
    const last = await api.call('DELETE', `members/${owners[0]!.id}`);
    expect(last.json.error).toMatchObject({ code: 'conflict', message: /last owner/ });
  });

  test('one audit record is what the list shows of it, and none is not found', async () => {
    const as = callers.owner!;
    const list = await api.call('GET', 'audit_log?limit=1', { as });
    const [first] = list.json.data as { id: string }[];
    expect((await api.call('GET', `audit_log/${first!.id}`, { as })).json).toEqual(first);
    for (const id of ['0', '-1', '1e1', '999999999', '99999999999999999999'])
      expect((await api.call('GET', `audit_log/${id}`)).status).toBe(404);
  });

  test('refused attempts are in the audit log', async () => {
    const log = await api.call('GET', 'audit_log?limit=500');
    const denied = (log.json.data as { id: string; outcome?: string; action?: string }[])
      .filter(({ outcome }) => outcome === 'denied')
      .map(({ action }) => action);
    expect(denied).toEqual(
      expect.arrayContaining(['keys.delete', 'workspaces.update', 'members.create']),
    );
  });

  test('a workspace owner may not open the private network', async () => {
    const body = { id: 'inside', type: 'sandbox', workspace: 'mine', allow_private_network: true };
    const refused = await api.call('POST', 'providers', { as: callers.owner!, body });
    expect(refused.json.error).toMatchObject({ code: 'forbidden', param: 'allow_private_network' });
  });
});
