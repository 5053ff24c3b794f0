import { Badge, Group, Text } from '@mantine/core';
import type { KeyView } from '@weighbridge/contracts/resources/key';

/** What became of a key. */
export function KeyState({ row }: { row: KeyView }) {
  const expired = row.expires_at !== null && Date.parse(row.expires_at) < Date.now();
  const state = row.revoked_at ? 'revoked' : expired ? 'expired' : 'active';
  return (
    <Group gap={6}>
      <Badge
        variant="light"
        color={state === 'active' ? 'teal' : 'gray'}
        tt="none"
        fw={500}
        size="sm"
      >
        {state}
      </Badge>
      {row.kind === 'public' && (
        <Text size="xs" c="dimmed">
          scores only
        </Text>
      )}
    </Group>
  );
}
