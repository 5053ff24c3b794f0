import { Button, Stack } from '@mantine/core';
import { useRouteError } from 'react-router';
import { ProblemAlert } from '../ui/problem-alert.js';

/** A page that broke, or whose code an update has replaced since this one was opened. */
export function PageProblem() {
  const error = useRouteError();
  return (
    <Stack align="flex-start" p="lg">
      <ProblemAlert
        title="This page could not be shown"
        error={error instanceof Error ? error : new Error(String(error))}
      />
      <Button variant="default" onClick={() => window.location.reload()}>
        Load it again
      </Button>
    </Stack>
  );
}
