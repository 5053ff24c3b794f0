import type { ExtendRecord, IntentRecord } from '@weighbridge/contracts/records/intent-record';
import type { BudgetCharge, SettleRecord } from '@weighbridge/contracts/records/settle-record';

/** Layout version of the JSON records. */
export const JSON_RECORD_VERSION = 1;

type Stored<
  Record extends { budgets: readonly BudgetCharge[] },
  Amounts extends keyof Record,
> = Omit<Record, 'budgets' | Amounts> & { [Amount in Amounts]: string } & {
  budgets: [string, number, string][];
};

/** A settle record with, when another boot writes it for one that died, whose lease it concerns. */
export interface BootedSettle extends SettleRecord {
  /** Null: the boot that owns the segment. */
  boot: string | null;
}

const storeCharges = (charges: readonly BudgetCharge[]): [string, number, string][] =>
  charges.map(({ budgetId, epoch, held }) => [budgetId, epoch, held.toString()]);

const loadCharges = (stored: readonly [string, number, string][]): BudgetCharge[] =>
  stored.map(([budgetId, epoch, held]) => ({ budgetId, epoch, held: BigInt(held) }));

export const encodeIntent = (intent: IntentRecord): string =>
  JSON.stringify({
    ...intent,
    hold: intent.hold.toString(),
    budgets: storeCharges(intent.budgets),
  });

export function decodeIntent(payload: Buffer): IntentRecord {
  const stored: Stored<IntentRecord, 'hold'> = JSON.parse(payload.toString());
  return { ...stored, hold: BigInt(stored.hold), budgets: loadCharges(stored.budgets) };
}

export const encodeExtend = (extend: ExtendRecord): string =>
  JSON.stringify({
    requestId: extend.requestId,
    attempt: extend.attempt,
    hold: extend.hold.toString(),
    budgets: storeCharges(extend.budgets),
  });

export function decodeExtend(payload: Buffer): ExtendRecord {
  const stored: Stored<ExtendRecord, 'hold'> = JSON.parse(payload.toString());
  return { ...stored, hold: BigInt(stored.hold), budgets: loadCharges(stored.budgets) };
}

export const encodeSettle = (settle: SettleRecord, boot: string | null): string =>
  JSON.stringify({
    ...settle,
    boot,
    cost: settle.cost.toString(),
    hold: settle.hold.toString(),
    overshoot: settle.overshoot.toString(),
    budgets: storeCharges(settle.budgets),
  });

export function decodeSettle(payload: Buffer): BootedSettle {
  const stored: Stored<BootedSettle, 'cost' | 'hold' | 'overshoot'> = JSON.parse(
    payload.toString(),
  );
  return {
    ...stored,
    cost: BigInt(stored.cost),
    hold: BigInt(stored.hold),
    overshoot: BigInt(stored.overshoot),
    budgets: loadCharges(stored.budgets),
  };
}
