import { Badge, Group, Text } from '@mantine/core';
import type { KeyView } from '@weighbridge/contracts/resources/key';

/** What became of a key, in a word. */
export function stateOf(row: KeyView): 'revoked' | 'expired' | 'active' {
  if (row.revoked_at) return 'revoked';
  const expired = row.expires_at !== null && Date.parse(row.expires_at) < Date.now();
  return expired ? 'expired' : 'active';
}

/** What became of a key. */
export function KeyState({ row }: { row: KeyView }) {
  const state = stateOf(row);
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
