import { ActionIcon, Box, Group, Text, Tooltip } from '@mantine/core';
import { useSession, useSignOut } from '../features/session/queries.js';
import { useAccess } from '../features/session/use-role.js';
import { ColorSchemeToggle } from '../ui/color-scheme-toggle.js';
import { Icon } from '../ui/icon.js';

/** Who is signed in, with which role here. */
export function Account() {
  const user = useSession().data?.user;
  const { role, instanceOwner } = useAccess();
  const signOut = useSignOut();
  return (
    <Group gap={4} wrap="nowrap" justify="space-between">
      <Box miw={0}>
        <Text size="sm" truncate title={user?.email}>
          {user?.name || user?.email}
        </Text>
        <Text size="xs" c="dimmed">
          {instanceOwner ? 'instance owner' : role}
        </Text>
      </Box>
      <Group gap={0} wrap="nowrap">
        <ColorSchemeToggle />
        <Tooltip label="Sign out">
          <ActionIcon
            variant="subtle"
            color="gray"
            c="dimmed"
            size={30}
            aria-label="Sign out"
            loading={signOut.isPending}
            onClick={() => signOut.mutate()}
          >
            <Icon name="signOut" />
          </ActionIcon>
        </Tooltip>
      </Group>
    </Group>
  );
}
