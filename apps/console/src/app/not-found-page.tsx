import { Anchor, Stack, Title } from '@mantine/core';
import { Link } from 'react-router';

export function NotFoundPage() {
  return (
    <Stack align="flex-start">
      <Title order={1} size="h3">
        There is no such page
      </Title>
      <Anchor component={Link} to="/">
        All requests
      </Anchor>
    </Stack>
  );
}
