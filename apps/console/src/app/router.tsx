import type { ComponentType } from 'react';
import { createBrowserRouter, type RouteObject } from 'react-router';
import { OverviewPage } from '../features/overview/overview-page.js';
import { SessionGate } from '../features/session/session-gate.js';
import { NotFoundPage } from './not-found-page.js';
import { PageProblem } from './page-problem.js';
import { Shell } from './shell.js';

/** A page whose code is loaded when it is first visited. */
const later = (path: string, load: () => Promise<ComponentType>): RouteObject => ({
  path,
  lazy: async () => ({ Component: await load() }),
});

const pages: RouteObject[] = [
  { path: '/', element: <OverviewPage /> },
  later('/requests', () =>
    import('../features/requests/requests-page.js').then((page) => page.RequestsPage),
  ),
  later('/requests/:id', () =>
    import('../features/requests/detail/request-page.js').then((page) => page.RequestPage),
  ),
  later('/keys', () => import('../features/keys/keys-page.js').then((page) => page.KeysPage)),
  later('/providers', () =>
    import('../features/providers/providers-page.js').then((page) => page.ProvidersPage),
  ),
  later('/members', () =>
    import('../features/members/members-page.js').then((page) => page.MembersPage),
  ),
  later('/settings', () =>
    import('../features/settings/settings-page.js').then((page) => page.SettingsPage),
  ),
  later('/routing', () =>
    import('../features/routing/routing-page.js').then((page) => page.RoutingPage),
  ),
  later('/routing/:id', () =>
    import('../features/routing/detail/route-page.js').then((page) => page.RoutePage),
  ),
  later('/evals', () => import('../features/evals/evals-page.js').then((page) => page.EvalsPage)),
  { path: '*', element: <NotFoundPage /> },
];

export const router = createBrowserRouter([
  {
    element: <SessionGate />,
    errorElement: <PageProblem />,
    children: [
      {
        element: <Shell />,
        children: [{ errorElement: <PageProblem />, children: pages }],
      },
    ],
  },
]);
