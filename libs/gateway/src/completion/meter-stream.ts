import type { RecordJournal } from '@weighbridge/contracts/records/record-journal';
import { type NanoUsd, priceUnits } from '@weighbridge/kernel/money';
import type { Hold } from '../budgets/hold.js';
import type { TokenPrices } from '../catalogue/model-facts.js';
import type { StreamMeter } from './answer-streamed.js';

const CHARACTERS_PER_TOKEN = 4;
// An extension asks for as much again as has passed, and at least this much, so that they stay few.
const LEAST_EXTENSION_TOKENS = 256;

/** Counts the output of a stream and grows its hold before the cost passes it. */
export class OutputMeter implements StreamMeter {
  private characters = 0;
  private events = 0;
  /** Output tokens that the hold covers; infinite when no budget applies. */
  private covered: number;

  constructor(
    private readonly hold: Hold,
    private readonly price: TokenPrices | null,
    private readonly inputCost: NanoUsd,
    private readonly journal: RecordJournal,
    private readonly attempt: { requestId: string; attempt: number },
  ) {
    this.covered =
      price === null || price.output === 0n || hold.charges.length === 0
        ? Number.POSITIVE_INFINITY
        : coveredTokens(this.leastHeld(), inputCost, price.output);
  }

  /** Output tokens that have passed. */
  get tokens(): number {
    return tokensOf(this.characters, this.events);
  }

  grow(length: number): boolean | Promise<boolean> {
    const characters = this.characters + length;
    const tokens = tokensOf(characters, this.events + 1);
    if (tokens <= this.covered || this.price === null) return this.pass(characters);
    const granted = this.cover(tokens);
    if (typeof granted === 'boolean') return granted && this.pass(characters);
    return granted.then((enough) => enough && this.pass(characters));
  }

  private pass(characters: number): true {
    this.characters = characters;
    this.events++;
    return true;
  }

  private cover(tokens: number): boolean | Promise<boolean> {
    const granted = this.extendTo(tokens + Math.max(LEAST_EXTENSION_TOKENS, tokens));
    if (granted === true) return true;
    if (granted === false) return this.extendTo(tokens); // near the edge every token counts
    return granted.then((enough) => enough || this.extendTo(tokens));
  }

  private extendTo(tokens: number): boolean | Promise<boolean> {
    const total = this.inputCost + priceUnits(tokens, this.price!.output);
    const granted = this.hold.extendTo(total);
    if (typeof granted === 'boolean') return this.note(granted, tokens);
    return granted.then((enough) => this.note(enough, tokens));
  }

  private note(granted: boolean, tokens: number): boolean {
    if (!granted) return false;
    this.covered = tokens;
    void this.journal
      .appendExtend({ ...this.attempt, hold: this.hold.amount, budgets: this.hold.charges })
      .catch(() => undefined); // the settle record of the same attempt reports a failing journal
    return true;
  }

  private leastHeld(): NanoUsd {
    let least = this.hold.charges[0]!.held;
    for (const { held } of this.hold.charges) if (held < least) least = held;
    return least;
  }
}

/** An event is a token or more; long events are counted by their characters. */
const tokensOf = (characters: number, events: number): number =>
  Math.max(events, Math.ceil(characters / CHARACTERS_PER_TOKEN));

function coveredTokens(held: NanoUsd, inputCost: NanoUsd, outputPrice: NanoUsd): number {
  return held <= inputCost ? 0 : Number(((held - inputCost) * 1_000_000n) / outputPrice);
}
