import type { IconName } from '../ui/icon.js';

/** The pages of the navigation. */
export interface Place {
  path: string;
  label: string;
  icon: IconName;
  /** Pressed after `g`, goes there. */
  key: string;
}

export const PLACES: readonly Place[] = [
  { path: '/', label: 'Overview', icon: 'overview', key: 'o' },
  { path: '/requests', label: 'Requests', icon: 'requests', key: 'r' },
  { path: '/routing', label: 'Routing', icon: 'routing', key: 't' },
  { path: '/evals', label: 'Evals', icon: 'evals', key: 'e' },
  { path: '/keys', label: 'Keys and budgets', icon: 'keys', key: 'k' },
  { path: '/providers', label: 'Providers', icon: 'providers', key: 'p' },
  { path: '/members', label: 'Members', icon: 'members', key: 'm' },
  { path: '/settings', label: 'Settings', icon: 'settings', key: 's' },
];

/** Whether an address is within a place; `/` is only itself. */
export const isWithin = (place: Place, pathname: string): boolean =>
  pathname === place.path || (place.path !== '/' && pathname.startsWith(`${place.path}/`));
