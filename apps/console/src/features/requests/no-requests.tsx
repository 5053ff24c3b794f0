import { Button, Paper, Stack, Tabs, Text, Title } from '@mantine/core';
import { Link } from 'react-router';
import { useCallableModels } from '../../api/models.js';
import { Command } from '../../ui/command.js';
import { useAccess } from '../session/use-role.js';
import { useAddress } from '../workspaces/use-address.js';
import { EXAMPLES } from './examples.js';

/** Answers without any provider's key. */
const EASIEST_MODEL = 'sandbox/swift-mini';

const exampleOf = (models: string[]): string | undefined =>
  models.includes(EASIEST_MODEL) ? EASIEST_MODEL : models.find((id) => !id.includes('embed'));

/** A workspace without traffic: what to paste to make some. */
export function NoRequests({ workspace }: { workspace: string }) {
  const models = (useCallableModels(workspace).data ?? []).map(({ id }) => id);
  const model = exampleOf(models) ?? 'PROVIDER/MODEL';
  const { mayChange } = useAccess();
  const address = useAddress();
  return (
    <Paper withBorder p="lg" maw={820}>
      <Stack gap="md">
        <div>
          <Title order={2} size="h5">
            No requests yet
          </Title>
          <Text size="sm" c="dimmed">
            Send one with a key of this workspace. It appears here within two seconds.
          </Text>
        </div>
        <Tabs defaultValue={EXAMPLES[0]!.name} keepMounted={false}>
          <Tabs.List mb="sm">
            {EXAMPLES.map(({ name }) => (
              <Tabs.Tab key={name} value={name}>
                {name}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {EXAMPLES.map(({ name, write }) => (
            <Tabs.Panel key={name} value={name}>
              <Command text={write(window.location.origin, model)} />
            </Tabs.Panel>
          ))}
        </Tabs>
        {mayChange && (
          <Button
            component={Link}
            to={address('/keys', { new: 'key' })}
            style={{ alignSelf: 'start' }}
          >
            Create a key
          </Button>
        )}
      </Stack>
    </Paper>
  );
}
