import createClient from 'openapi-fetch';
import { problemFrom } from './api-problem.js';
import type { paths } from './paths.generated.js';

const CSRF_HEADER = 'x-wb-csrf';
let csrfToken: string | null = null;

/** Keeps the token that the session's answer carried; mutations prove with it that the page is ours. */
export function rememberCsrfToken(token: string | null): void {
  csrfToken = token;
}

/** The typed client of `/api/v1`; the session travels in a cookie no script can read. */
export const api = createClient<paths>({ baseUrl: '/', credentials: 'same-origin' });

api.use({
  onRequest({ request }) {
    if (csrfToken !== null && request.method !== 'GET') request.headers.set(CSRF_HEADER, csrfToken);
    return request;
  },
});

interface Answer<Data> {
  data?: Data;
  error?: unknown;
  response: Response;
}

/**
 * The data of an answer.
 * @throws ApiProblem for every other answer, so that queries fail with a sentence to show
 */
export async function dataOf<Data>(call: Promise<Answer<Data>>): Promise<Data> {
  const { data, error, response } = await call;
  if (!response.ok) throw problemFrom(response.status, error);
  return data as Data;
}
