import { Box, Group, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

interface Props {
  title: string;
  /** One sentence on what the page is for. */
  about?: string;
  /** Buttons of the page, at its right edge. */
  actions?: ReactNode;
  children: ReactNode;
}

const WIDEST = 1440;

/** What every page has: its title in the tab and above it, what it is for, and what one can do. */
export function Page({ title, about, actions, children }: Props) {
  return (
    <Stack gap="md" maw={WIDEST} mx="auto">
      <title>{`${title} · Weighbridge`}</title>
      <Group justify="space-between" align="flex-end" gap="sm">
        <Box miw={0}>
          <Title order={1} size="h3" style={{ overflowWrap: 'anywhere' }}>
            {title}
          </Title>
          {about && (
            <Text size="sm" c="dimmed" maw={720}>
              {about}
            </Text>
          )}
        </Box>
        {actions && <Group gap="xs">{actions}</Group>}
      </Group>
      {children}
    </Stack>
  );
}
