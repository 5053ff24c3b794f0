import type { CategoryDecision } from './decision.js';

/** What a person wants to know of a decision beside what it is. */
export interface DecisionDetail {
  pairs: number;
  maxQualityLoss: number;
  /** Upper 95 % bound; null: nothing moved. */
  expectedLoss: number | null;
  /** As a fraction of the default's price. */
  expectedSaving: number | null;
  reason: string;
  categories: CategoryDecision[];
}
