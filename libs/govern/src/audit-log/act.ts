/** One deed to be recorded: what was done, or attempted, to which resource. Never holds a secret. */
export interface Act {
  /** A permission name, such as `keys.create`. */
  action: string;
  resource: { type: string; id: string };
  organizationId: string | null;
  workspaceId: string | null;
  outcome: 'done' | 'denied';
  /** Changed fields and their new values; the names alone where the value is a secret. */
  changes: Record<string, unknown>;
  /** Whether nodes must reload what the request path reads. */
  reload: boolean;
}
