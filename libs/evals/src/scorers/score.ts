/** What a scorer makes of an output: a number in [0, 1] or a label, never both. */
export interface Score {
  value: number | null;
  label: string | null;
  /** Why, in words a person reads. */
  reason: string;
  /** What would have been better, for whoever improves the prompt; null: nothing. */
  feedback: string | null;
}

/** No score can be given, and another try of the same would not change that. */
export class Unscorable extends Error {
  override name = 'Unscorable';
}

/** Full marks. */
export const full = (reason: string): Score => ({ value: 1, label: null, reason, feedback: null });

/** Less than full marks, with what would have been better. */
export const partial = (value: number, feedback: string): Score => ({
  ...{ value: Math.min(1, Math.max(0, value)), label: null, reason: feedback, feedback },
});

/** Pass or fail. */
export const passIf = (passed: boolean, reason: string, feedback: string): Score =>
  passed ? full(reason) : partial(0, feedback);
