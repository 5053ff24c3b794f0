import { Box, Group, Paper, Title } from '@mantine/core';
import type { ReactNode } from 'react';

interface Props {
  title: string;
  /** At the right of the title: a switch, a link, a figure. */
  aside?: ReactNode;
  /** Without a margin around the content, for tables. */
  flush?: boolean;
  children: ReactNode;
}

/** A titled panel; the title names it for screen readers. */
export function Section({ title, aside, flush, children }: Props) {
  return (
    <Paper withBorder component="section" aria-label={title} style={{ overflow: 'hidden' }}>
      <Group justify="space-between" px="md" pt="sm" pb={flush ? 'sm' : 0} gap="xs">
        <Title order={2} size="h6">
          {title}
        </Title>
        {aside}
      </Group>
      <Box p={flush ? 0 : 'md'} pt={flush ? 0 : 'sm'}>
        {children}
      </Box>
    </Paper>
  );
}
