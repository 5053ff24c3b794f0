import { Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { SourceBadge } from './source-badge.js';

/** What a row is called, and where it is defined if not here. */
export function RowName({ source, children }: { source: string; children: ReactNode }) {
  return (
    <Group gap={8}>
      <Text size="sm" component="span">
        {children}
      </Text>
      <SourceBadge source={source} />
    </Group>
  );
}
