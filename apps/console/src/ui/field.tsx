import { Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';

/** A fact with its name above it. */
export function Field({ name, children }: { name: string; children: ReactNode }) {
  return (
    <Stack gap={0} miw={0}>
      <Text size="xs" c="dimmed">
        {name}
      </Text>
      <Text size="sm" component="div" style={{ overflowWrap: 'anywhere' }}>
        {children}
      </Text>
    </Stack>
  );
}
