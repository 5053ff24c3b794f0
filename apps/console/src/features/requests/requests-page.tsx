import { Alert, Button, Group, Paper, Skeleton, Stack, Text, Title } from '@mantine/core';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { NoRequests } from './no-requests.js';
import { useRequests } from './queries.js';
import { RequestFilterBar } from './request-filter-bar.js';
import { RequestTable } from './request-table.js';
import { useRequestFilters } from './use-request-filters.js';

/** The live list of requests. */
export function RequestsPage() {
  const view = useRequestFilters();
  const requests = useRequests(view.filters);
  const page = requests.data;
  const live = !view.filters.cursor;
  const next = page?.next_cursor;
  return (
    <Stack gap="md" maw={1280} mx="auto">
      <title>Requests · Weighbridge</title>
      <Group justify="space-between">
        <Title order={1} size="h3">
          Requests
        </Title>
        <Text size="sm" c="dimmed" aria-live="off">
          {live ? 'Live, newest first' : 'Older requests'}
        </Text>
      </Group>
      <RequestFilterBar {...view} />
      {page?.meta?.delayed && (
        <Alert color="yellow" variant="light" title="Data are delayed" role="status">
          Requests are answered and safely journalled, but the newest ones are not shown yet.
        </Alert>
      )}
      {requests.error && (
        <ProblemAlert
          title="Requests could not be read"
          error={requests.error}
          retry={() => void requests.refetch()}
        />
      )}
      {requests.isPending && <Skeleton height={280} radius="md" />}
      {page && page.data.length > 0 && (
        <Paper withBorder radius="md">
          <RequestTable rows={page.data} workspace={view.filters.workspace} />
        </Paper>
      )}
      {page?.data.length === 0 &&
        (view.filtered || !live ? (
          <Text c="dimmed">Nothing matches. Clear a filter to see more.</Text>
        ) : (
          <NoRequests workspace={view.filters.workspace} />
        ))}
      <Group>
        {!live && (
          <Button variant="default" onClick={() => view.change('cursor', null)}>
            Newest
          </Button>
        )}
        {next && (
          <Button variant="default" onClick={() => view.change('cursor', next)}>
            Older
          </Button>
        )}
      </Group>
    </Stack>
  );
}
