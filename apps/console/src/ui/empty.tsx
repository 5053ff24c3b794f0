import { EmptyState, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon.js';

interface Props {
  icon: IconName;
  title: string;
  /** Why there is nothing, and what to do next. */
  children: ReactNode;
  action?: ReactNode;
}

/** Where a list would be: why it is empty and what to do next. */
export function Empty({ icon, title, children, action }: Props) {
  return (
    <Stack align="center" py="xl" px="md" gap="sm">
      <EmptyState
        icon={<Icon name={icon} size={24} />}
        withIndicatorBackground
        size="sm"
        title={title}
        description={children}
      />
      {action}
    </Stack>
  );
}
