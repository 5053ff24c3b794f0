import type { MemberRole } from '@weighbridge/contracts/resources/member';
import { useCurrentWorkspace } from '../workspaces/current-workspace.js';
import { useSession } from './queries.js';

/** Roles from the weakest to the strongest. */
const RANKS: readonly MemberRole[] = ['viewer', 'member', 'admin', 'owner'];

export interface Access {
  role: MemberRole;
  instanceOwner: boolean;
  /** May use what spends nothing and changes nothing for others: dry runs, labels. */
  mayTry: boolean;
  /** May change what belongs to the workspace. */
  mayChange: boolean;
}

/**
 * What the signed-in user may do in the current workspace, so that no button is shown that the server
 * would refuse. The server decides by itself, whatever is shown.
 */
export function useAccess(): Access {
  const session = useSession().data;
  const { id, all } = useCurrentWorkspace();
  const organization = all.find((workspace) => workspace.id === id)?.organization ?? '';
  const roles = [session?.workspaces[id], session?.organizations[organization]];
  const rank = Math.max(0, ...roles.map((role) => (role ? RANKS.indexOf(role) : 0)));
  const instanceOwner = session?.instance_owner ?? false;
  const role = instanceOwner ? 'owner' : RANKS[rank]!;
  const reaches = (least: MemberRole) => RANKS.indexOf(role) >= RANKS.indexOf(least);
  return { role, instanceOwner, mayTry: reaches('member'), mayChange: reaches('admin') };
}
