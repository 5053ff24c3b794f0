import type { SubjectUsage } from '@weighbridge/gateway/limits/memory-counters';
import type { LimitAuthority, LimitRoll } from './limit-authority.js';

const BEAT_MS = 500;
/** While the count begins anew, nodes are looked for more often. */
const ROLL_CALL_MS = 25;
/** A node that has not told its usage by then may be dead. */
const ROLL_CALL_WITHIN_MS = 1_000;

export interface LimitLinkOptions {
  authority: LimitAuthority;
  node: string;
  /** Nodes to presume until the authority was heard once. */
  presumedNodes: number;
  /** What this node uses; from now on everything it holds is taken for lost. */
  takeStock(): SubjectUsage[];
  /** The authority counts for all nodes, from now on. */
  onJoined(): void;
  /** The authority is away: those who wait have to be served without it. */
  onAway(): void;
  log(line: string): void;
}

/**
 * This node's standing with the authority that counts for all nodes. A count that began anew (Redis was
 * flushed or restarted) is told what every node uses before anyone draws from it again.
 */
export class LimitLink {
  /** `telling`: the count began anew, and not all nodes have told it what they use. */
  state: 'joined' | 'telling' | 'away' = 'away';
  epoch = '';
  #nodes: readonly string[] = [];
  #working: Promise<void> | null = null;
  #timer: NodeJS.Timeout | null = null;
  #closed = false;
  #saidAway = false;

  constructor(private readonly options: LimitLinkOptions) {}

  /** Nodes that share the limits, this one included. */
  get liveNodes(): number {
    return this.#nodes.length || this.options.presumedNodes;
  }

  /** Calls the authority for the first time, and then again and again. */
  async open(): Promise<void> {
    await this.#work();
    this.#schedule();
  }

  /** Looks at once: the count was found to be another one, or the connection is there again. */
  look(): void {
    if (this.state === 'joined') this.state = 'telling';
    void this.#work();
  }

  /** The authority could not be reached. */
  lose(error: unknown): void {
    if (this.#closed) return;
    if (!this.#saidAway)
      this.options.log(`limits are counted by this node alone, as its share: ${String(error)}`);
    this.#saidAway = true;
    this.state = 'away';
    this.options.onAway();
  }

  async close(): Promise<void> {
    this.#closed = true;
    if (this.#timer) clearTimeout(this.#timer);
    await this.#working;
    await this.options.authority.leave(this.options.node).catch(() => undefined);
  }

  #schedule(): void {
    if (this.#closed) return;
    this.#timer = setTimeout(() => void this.#work().then(() => this.#schedule()), BEAT_MS);
    this.#timer.unref();
  }

  #work(): Promise<void> {
    this.#working ??= this.#beat()
      .catch((error: unknown) => this.lose(error))
      .finally(() => {
        this.#working = null;
      });
    return this.#working;
  }

  async #beat(): Promise<void> {
    const { authority, node, log, onJoined } = this.options;
    let roll = await authority.beat(node);
    if (this.#closed) return;
    if (roll.epoch !== this.epoch || roll.isNew || this.state !== 'joined') {
      if (this.state === 'joined') this.state = 'telling';
      const known = this.#nodes;
      await authority.tell(node, this.options.takeStock());
      this.epoch = roll.epoch;
      roll = await this.#awaitOthers(known);
      this.state = 'joined';
      if (this.#saidAway) log('limits are counted for all nodes again');
      this.#saidAway = false;
      onJoined();
    }
    this.#nodes = roll.nodes;
  }

  /** Waits until the nodes known before have told their usage, or are taken for dead. */
  async #awaitOthers(known: readonly string[]): Promise<LimitRoll> {
    const deadline = performance.now() + ROLL_CALL_WITHIN_MS;
    for (;;) {
      const roll = await this.options.authority.beat(this.options.node);
      if (roll.epoch !== this.epoch) throw new Error('the count began anew once more');
      if (isComplete(roll, known) || performance.now() > deadline || this.#closed) return roll;
      await new Promise((resolve) => setTimeout(resolve, ROLL_CALL_MS));
    }
  }
}

const isComplete = ({ told }: LimitRoll, known: readonly string[]): boolean =>
  known.every((node) => told.includes(node));
