import { Ledger1763712060000 } from '../ledger/1763712060000-ledger.js';
import { ControlPlane1763712000000 } from './1763712000000-control-plane.js';
import { LiveKeyTexts1763745000000 } from './1763745000000-live-key-texts.js';
import { Evals1763800000000 } from './1763800000000-evals.js';
import { EvalReservations1763800060000 } from './1763800060000-eval-reservations.js';
import { CategoryOrder1763800700000 } from './1763800700000-category-order.js';
import { PriceLists1763810000000 } from './1763810000000-price-lists.js';
import { ComparedFrom1763820000000 } from './1763820000000-compared-from.js';
import { RetiredWorkspaces1763830000000 } from './1763830000000-retired-workspaces.js';

/** Every migration in the order of its timestamp. */
export const MIGRATIONS = [
  ControlPlane1763712000000,
  Ledger1763712060000,
  LiveKeyTexts1763745000000,
  Evals1763800000000,
  EvalReservations1763800060000,
  CategoryOrder1763800700000,
  PriceLists1763810000000,
  ComparedFrom1763820000000,
  RetiredWorkspaces1763830000000,
];
