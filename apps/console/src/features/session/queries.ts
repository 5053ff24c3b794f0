import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { SessionView, SignIn } from '@weighbridge/contracts/resources/session';
import { ApiProblem } from '../../api/api-problem.js';
import { api, dataOf, rememberCsrfToken } from '../../api/client.js';

const SESSION = ['session'];

/** Who is signed in; null: nobody. */
export const useSession = () =>
  useQuery({
    queryKey: SESSION,
    queryFn: readSession,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });

async function readSession(): Promise<SessionView | null> {
  try {
    const session = await dataOf<SessionView>(api.GET('/api/v1/session'));
    rememberCsrfToken(session.csrf_token);
    return session;
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 401) return null;
    throw error;
  }
}

export function useSignIn() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: SignIn) => dataOf<SessionView>(api.POST('/api/v1/session', { body })),
    onSuccess: (session) => {
      rememberCsrfToken(session.csrf_token);
      cache.setQueryData(SESSION, session);
    },
  });
}

/** Signing out forgets everything the page has read. */
export function useSignOut() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () => dataOf(api.DELETE('/api/v1/session')),
    onSuccess: () => {
      rememberCsrfToken(null);
      cache.setQueryData(SESSION, null);
      cache.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== SESSION[0] });
    },
  });
}
