import type { SubjectUsage } from '@weighbridge/gateway/limits/memory-counters';

/** One limit of a subject as a node asks for more of it. Whole numbers. */
interface LimitAsk {
  /** Null: no such limit is set; nothing is counted. */
  limit: number | null;
  /** What waits to be admitted. */
  need: number;
}

/** Of a rate. */
export interface RateAsk extends LimitAsk {
  /** What to hold ready beyond the need, if there is plenty. */
  ahead: number;
  /** What the first that waits needs: less is of no use to anyone. */
  first: number;
  /** Given back unused; below zero: was used beyond what had been granted, and counts. */
  giveBack: number;
}

/** Of parallel slots. */
interface SlotAsk extends LimitAsk {
  /** What this node holds, used or not. */
  held: number;
}

export interface LimitDraw {
  subject: string;
  requests: RateAsk;
  tokens: RateAsk;
  slots: SlotAsk;
}

export interface RateGrant {
  granted: number;
  /** What all nodes hold or have used of the span. */
  sum: number;
  /** Milliseconds until `first` fits, as far as is known; 0: it does. */
  retryMs: number;
  /** Milliseconds until the whole limit is free again. */
  resetMs: number;
}

export interface LimitGrant {
  requests: RateGrant;
  tokens: RateGrant;
  slots: { granted: number; sum: number };
}

/** Whether less was granted than waits. */
export const fallsShort = (grant: LimitGrant, draw: LimitDraw): boolean =>
  (['requests', 'tokens', 'slots'] as const).some(
    (kind) => draw[kind].limit !== null && grant[kind].granted < draw[kind].need,
  );

/** The roll call of nodes that share one count. */
export interface LimitRoll {
  /** Another epoch than before: the count began anew and knows nothing. */
  epoch: string;
  /** Nodes heard of lately. */
  nodes: string[];
  /** Nodes that have told this epoch what they use. */
  told: string[];
  /** The caller was not among them: it is new, or was silent for so long that its slots were freed. */
  isNew: boolean;
}

/** Where the limits of all nodes are counted. Every call fails with an error when it is away. */
export interface LimitAuthority {
  /** Says that the node lives. Slots of a node that does not are free. */
  beat(node: string): Promise<LimitRoll>;
  /** Replaces what is counted of the node by what it says, subject by subject. */
  tell(node: string, usages: readonly SubjectUsage[]): Promise<void>;
  /** Null: the count is another than that of the epoch, so the node has to tell it first. */
  draw(node: string, epoch: string, draw: LimitDraw): Promise<LimitGrant | null>;
  /** The node ends: what it holds is free. */
  leave(node: string): Promise<void>;
}
