import { Skeleton, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { ProblemAlert } from './problem-alert.js';

interface Props<Data> {
  query: {
    data: Data | undefined;
    error: Error | null;
    refetch: () => Promise<unknown>;
  };
  /** What could not be read, as the title of the problem. */
  problem: string;
  children: (data: Data) => ReactNode;
}

/** Shows what was read; until then its outline, and why not where it could not be read. */
export function QueryState<Data>({ query, problem, children }: Props<Data>) {
  const { data, error, refetch } = query;
  if (data !== undefined) return children(data);
  if (error) return <ProblemAlert title={problem} error={error} retry={() => void refetch()} />;
  return (
    <Stack gap="xs" p="md" aria-busy="true">
      <Skeleton height={20} w="60%" />
      <Skeleton height={20} />
      <Skeleton height={20} w="80%" />
    </Stack>
  );
}
