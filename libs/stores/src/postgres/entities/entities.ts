import * as configuration from './configuration.js';
import * as evals from './evals.js';
import * as instance from './instance.js';
import * as tenants from './tenants.js';

/** Every table of the control plane. */
export const ENTITIES = [
  ...Object.values(tenants),
  ...Object.values(configuration),
  ...Object.values(evals),
  ...Object.values(instance),
];
