import { Button, List, Popover, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { api, dataOf } from '../../api/client.js';
import { formatDuration } from '../../ui/format.js';

/** Asks a provider something cheap and says in words how that went. */
export function TestButton({ id, workspace }: { id: string; workspace: string }) {
  const test = useMutation({
    mutationFn: () => {
      const params = { path: { id }, query: { workspace } };
      return dataOf(api.POST('/api/v1/providers/{id}/test', { params }));
    },
  });
  const { data, error } = test;
  return (
    <Popover
      opened={data !== undefined || error !== null}
      onDismiss={() => test.reset()}
      width={320}
      position="bottom-end"
      withArrow
    >
      <Popover.Target>
        <Button
          variant="default"
          size="compact-xs"
          loading={test.isPending}
          onClick={() => test.mutate()}
        >
          Test
        </Button>
      </Popover.Target>
      <Popover.Dropdown role="status" aria-label={`Test of ${id}`}>
        <Stack gap={4}>
          <Text size="sm" fw={600} c={data?.ok ? undefined : 'red'}>
            {data?.ok ? `Works, in ${formatDuration(data.latency_ms ?? 0)}` : 'Does not work'}
          </Text>
          <Text size="sm">{data?.message ?? error?.message}</Text>
          {data && data.checked.length > 0 && (
            <List size="xs" c="dimmed">
              {data.checked.map((step) => (
                <List.Item key={step}>{step}</List.Item>
              ))}
            </List>
          )}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
