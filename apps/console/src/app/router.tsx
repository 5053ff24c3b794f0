import { createBrowserRouter } from 'react-router';
import { RequestPage } from '../features/requests/detail/request-page.js';
import { RequestsPage } from '../features/requests/requests-page.js';
import { SessionGate } from '../features/session/session-gate.js';
import { NotFoundPage } from './not-found-page.js';
import { Shell } from './shell.js';

export const router = createBrowserRouter([
  {
    element: <SessionGate />,
    children: [
      {
        element: <Shell />,
        children: [
          { path: '/', element: <RequestsPage /> },
          { path: '/requests', element: <RequestsPage /> },
          { path: '/requests/:id', element: <RequestPage /> },
          { path: '*', element: <NotFoundPage /> },
        ],
      },
    ],
  },
]);
