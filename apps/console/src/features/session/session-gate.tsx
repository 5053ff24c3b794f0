import { Center, Loader } from '@mantine/core';
import { Outlet } from 'react-router';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { useSession } from './queries.js';
import { SignInPage } from './sign-in-page.js';

/** Shows the pages to whoever is signed in, the sign-in form to everybody else, at the same address. */
export function SessionGate() {
  const session = useSession();
  if (session.isPending)
    return (
      <Center mih="100dvh">
        <Loader aria-label="Loading" />
      </Center>
    );
  if (session.error)
    return (
      <Center mih="100dvh" p="md">
        <ProblemAlert
          title="The server cannot be reached"
          error={session.error}
          retry={() => void session.refetch()}
        />
      </Center>
    );
  return session.data === null ? <SignInPage /> : <Outlet />;
}
