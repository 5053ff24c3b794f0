import { Alert, Badge, Box, Button, Group, Paper, Skeleton, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Empty } from '../../ui/empty.js';
import { Page } from '../../ui/page.js';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { FacetPanel } from './facet-panel.js';
import { FilterBar } from './filter-bar.js';
import { NoRequests } from './no-requests.js';
import { useRequests } from './queries.js';
import { RequestTable } from './request-table.js';
import classes from './requests-page.module.css';
import { useRequestFilters } from './use-request-filters.js';

/** The live list of requests. */
export function RequestsPage() {
  const view = useRequestFilters();
  const [facetsOpened, facets] = useDisclosure(false);
  const requests = useRequests(view.workspace, view.filters, view.range);
  const pages = requests.data?.pages ?? [];
  const rows = pages.flatMap((page) => page.data);
  const filtered = Object.keys(view.filters).length > 0 || view.range !== undefined;
  const live = pages.length <= 1;
  if (requests.isSuccess && rows.length === 0 && !filtered)
    return (
      <Page title="Requests">
        <NoRequests workspace={view.workspace} />
      </Page>
    );
  return (
    <Page
      title="Requests"
      actions={
        <Badge variant="dot" color={live ? 'teal' : 'gray'} tt="none" fw={500} role="status">
          {live ? 'Live' : 'Paused while you read on'}
        </Badge>
      }
    >
      <Group gap="xs">
        <Box flex={1} miw={260}>
          <FilterBar view={view} filtered={filtered} />
        </Box>
        <Button
          variant="default"
          hiddenFrom="md"
          onClick={facets.toggle}
          aria-expanded={facetsOpened}
        >
          Filters
        </Button>
      </Group>
      {pages[0]?.meta?.delayed && (
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
      <div className={classes.columns}>
        <div className={classes.facets} data-opened={facetsOpened}>
          <FacetPanel view={view} />
        </div>
        <Paper withBorder className={classes.list}>
          {requests.isPending && (
            <Stack p="md" gap="xs">
              {[1, 2, 3, 4, 5, 6].map((line) => (
                <Skeleton key={line} height={24} />
              ))}
            </Stack>
          )}
          {requests.isSuccess && rows.length === 0 && (
            <Empty
              icon="search"
              title="Nothing matches"
              action={
                <Button variant="default" onClick={view.clear}>
                  Show all requests
                </Button>
              }
            >
              No request of this workspace fits all filters.
            </Empty>
          )}
          {rows.length > 0 && (
            <RequestTable
              rows={rows}
              more={requests.hasNextPage}
              onEnd={() => {
                if (requests.hasNextPage && !requests.isFetchingNextPage)
                  void requests.fetchNextPage();
              }}
            />
          )}
        </Paper>
      </div>
    </Page>
  );
}
