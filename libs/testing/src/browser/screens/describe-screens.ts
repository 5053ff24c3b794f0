/** A page to take a picture of. */
export interface Screen {
  /** Of the file. */
  name: string;
  path: string;
  /** A button to press first. */
  press?: string;
}

/** What the sandbox was filled with and pages are about. */
export interface Made {
  /** A request that an auto route served. */
  requestId: string;
}

/** Every page, some of them with a dialog opened. */
export const describeScreens = ({ requestId }: Made): Screen[] => [
  { name: 'overview', path: '/?range=1h' },
  { name: 'requests', path: '/requests' },
  { name: 'request', path: `/requests/${requestId}` },
  { name: 'routing', path: '/routing', press: 'Show the plan' },
  { name: 'route-auto', path: '/routing/smart' },
  { name: 'route', path: '/routing/chat' },
  { name: 'evals-comparisons', path: '/evals' },
  { name: 'evals-quality', path: '/evals?tab=quality' },
  { name: 'evals-evaluators', path: '/evals?tab=evaluators' },
  { name: 'keys', path: '/keys' },
  { name: 'key-form', path: '/keys?new=key' },
  { name: 'budget', path: '/keys', press: 'Burn-down' },
  { name: 'providers', path: '/providers' },
  { name: 'provider-form', path: '/providers', press: 'Add provider' },
  { name: 'members', path: '/members' },
  { name: 'settings', path: '/settings' },
];
