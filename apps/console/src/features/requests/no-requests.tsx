import { Paper, Stack, Text, Title } from '@mantine/core';
import { Command } from '../../ui/command.js';
import { useExampleModel } from './queries.js';

/** A workspace without traffic: what to paste to make some. */
export function NoRequests({ workspace }: { workspace: string }) {
  const model = useExampleModel(workspace).data ?? 'PROVIDER/MODEL';
  return (
    <Paper withBorder p="xl" radius="md">
      <Stack gap="md">
        <Title order={2} size="h4">
          No requests yet
        </Title>
        <Text size="sm" c="dimmed">
          Send one with a key of this workspace. It appears here within two seconds.
        </Text>
        <Command text={exampleRequest(window.location.origin, model)} />
        <Text size="sm" c="dimmed">
          Any OpenAI SDK works the same way: set its base URL to {window.location.origin}/v1.
        </Text>
      </Stack>
    </Paper>
  );
}

const exampleRequest = (origin: string, model: string): string =>
  [
    `curl ${origin}/v1/chat/completions \\`,
    `  -H "authorization: Bearer $WEIGHBRIDGE_KEY" \\`,
    `  -H "content-type: application/json" \\`,
    `  -d '${JSON.stringify({ model, messages: [{ role: 'user', content: 'Hello' }] })}'`,
  ].join('\n');
