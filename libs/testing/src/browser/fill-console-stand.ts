import { type ConsoleStand, PASSWORD } from './console-stand.js';

export const OWNER = 'owner@localhost';
export const VIEWER = 'viewer@localhost';
export const MODEL = 'sandbox/swift-mini';

/** The addresses of all pages that need no id of something made later. */
export const PAGES: readonly string[] = [
  ...['/', '/requests', '/routing', '/routing/smart', '/evals', '/evals?tab=quality'],
  ...['/evals?tab=evaluators', '/keys', '/providers', '/members', '/settings', '/nowhere'],
];

/** Adds two people and two routes to the workspace `default`. */
export async function fillConsoleStand({ admin }: ConsoleStand): Promise<void> {
  const user = { password: PASSWORD, name: 'Reader' };
  await admin('/users', { ...user, email: OWNER, instance_owner: true });
  await admin('/users', { ...user, email: VIEWER });
  await admin('/members', { user: VIEWER, role: 'viewer', workspace: 'default' });
  await admin('/routes', { id: 'chat', workspace: 'default', targets: [{ model: MODEL }] });
  await admin('/routes', {
    ...{ id: 'smart', workspace: 'default', strategy: 'auto' },
    targets: [{ model: 'sandbox/sage' }, { model: MODEL }],
  });
}
