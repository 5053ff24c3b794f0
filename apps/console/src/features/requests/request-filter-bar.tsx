import { Button, Group, Select, TextInput } from '@mantine/core';
import { REQUEST_STATUSES } from '@weighbridge/contracts/records/request-record';
import type { KeyboardEvent } from 'react';
import { useKeys } from './queries.js';
import type { useRequestFilters } from './use-request-filters.js';

type Props = Pick<
  ReturnType<typeof useRequestFilters>,
  'filters' | 'change' | 'clear' | 'filtered'
>;

export function RequestFilterBar({ filters, change, clear, filtered }: Props) {
  const keys = useKeys(filters.workspace);
  const applyModel = (text: string) => {
    if (text !== (filters.model ?? '')) change('model', text.trim() || null);
  };
  return (
    <Group gap="xs" role="search" aria-label="Filter requests">
      <TextInput
        key={filters.model}
        aria-label="Model"
        placeholder="Model"
        defaultValue={filters.model}
        onBlur={(event) => applyModel(event.currentTarget.value)}
        onKeyDown={(event: KeyboardEvent<HTMLInputElement>) => {
          if (event.key === 'Enter') applyModel(event.currentTarget.value);
        }}
        w={{ base: '100%', xs: 220 }}
      />
      <Select
        aria-label="Status"
        placeholder="Any status"
        data={[...REQUEST_STATUSES]}
        value={filters.status ?? null}
        onChange={(status) => change('status', status)}
        clearable
        w={{ base: '47%', xs: 150 }}
      />
      <Select
        aria-label="Key"
        placeholder="Any key"
        data={(keys.data ?? []).map((key) => ({
          value: key.id,
          label: `${key.name} …${key.hint}`,
        }))}
        value={filters.key ?? null}
        onChange={(key) => change('key', key)}
        clearable
        searchable
        w={{ base: '47%', xs: 200 }}
      />
      {filtered && (
        <Button variant="subtle" onClick={clear}>
          Clear filters
        </Button>
      )}
    </Group>
  );
}
