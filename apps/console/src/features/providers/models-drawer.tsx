import { Drawer, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ModelView } from '@weighbridge/contracts/resources/model';
import { useState } from 'react';
import { api, dataOf } from '../../api/client.js';
import { type Column, DataTable } from '../../ui/data-table.js';
import { formatExact, formatShort } from '../../ui/format.js';
import { QueryState } from '../../ui/query-state.js';

interface Props {
  provider: string;
  workspace: string;
  onClose: () => void;
}

const MOST_SHOWN = 200;
const TYPING_MS = 200;

/** What a provider offers, at which price. */
export function ModelsDrawer({ provider, workspace, onClose }: Props) {
  const [text, setText] = useState('');
  const [wanted] = useDebouncedValue(text.trim(), TYPING_MS);
  const models = useQuery({
    queryKey: ['models', workspace, provider, wanted],
    queryFn: async (): Promise<ModelView[]> => {
      const query = { workspace, provider, limit: MOST_SHOWN, ...(wanted ? { q: wanted } : {}) };
      return (await dataOf(api.GET('/api/v1/models', { params: { query } }))).data as ModelView[];
    },
    placeholderData: keepPreviousData,
  });
  return (
    <Drawer opened onClose={onClose} title={`Models of ${provider}`} size="xl">
      <Stack gap="sm">
        <TextInput
          data-autofocus
          aria-label="Search models"
          placeholder="Part of a name"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <QueryState query={models} problem="Models could not be read">
          {(rows) =>
            rows.length === 0 ? (
              <Text size="sm" c="dimmed">
                It offers no model of that name.
              </Text>
            ) : (
              <DataTable
                label={`Models of ${provider}`}
                rows={rows}
                columns={COLUMNS}
                keyOf={(model) => model.id}
              />
            )
          }
        </QueryState>
        <Text size="xs" c="dimmed">
          USD per million tokens. “unknown” is not nothing: its requests cannot be priced.
        </Text>
      </Stack>
    </Drawer>
  );
}

const tokensOf = (count: number | null): string => (count === null ? '–' : formatShort(count));

const COLUMNS: Column<ModelView>[] = [
  { id: 'model', header: 'Model', sort: (row) => row.model, cell: (row) => row.model },
  {
    ...{ id: 'input', header: 'Input', right: true, sort: (row) => Number(row.price?.input ?? 0) },
    cell: (row) => (row.price ? formatExact(row.price.input) : 'unknown'),
  },
  {
    ...{ id: 'output', header: 'Output', right: true },
    ...{ sort: (row) => Number(row.price?.output ?? 0) },
    cell: (row) => (row.price ? formatExact(row.price.output) : 'unknown'),
  },
  {
    ...{ id: 'context', header: 'Context', right: true, sort: (row) => row.context ?? 0 },
    cell: (row) => tokensOf(row.context),
  },
  {
    ...{ id: 'can', header: 'Can', from: 'sm' },
    cell: (row) => (row.capabilities ?? []).join(', ').replaceAll('_', ' ') || '–',
  },
];
