import { Button, Group, Pill, Select, TextInput } from '@mantine/core';
import type { KeyboardEvent } from 'react';
import { useRows } from '../../api/resource.js';
import { Icon } from '../../ui/icon.js';
import { RANGES } from '../usage/range.js';
import { FILTERS } from './filters.js';
import type { RequestView } from './use-request-filters.js';

/** The search field, the period, and the filters that are set. */
export function FilterBar({ view, filtered }: { view: RequestView; filtered: boolean }) {
  const { workspace, filters, range, change, clear } = view;
  const keys = useRows('keys', workspace).data;
  const search = (text: string) => {
    if (text !== (filters.q ?? '')) change('q', text.trim() || null);
  };
  const set = FILTERS.filter((name) => name !== 'q' && filters[name]);
  const textOf = (name: string, value: string) =>
    (name === 'key' && keys?.find(({ id }) => id === value)?.name) || value;
  return (
    <Group gap="xs" role="search" aria-label="Filter requests">
      <TextInput
        key={filters.q}
        data-search
        aria-label="Search"
        placeholder="Text, error or id  /"
        leftSection={<Icon name="search" size={14} />}
        defaultValue={filters.q}
        onBlur={(event) => search(event.currentTarget.value)}
        onKeyDown={(event: KeyboardEvent<HTMLInputElement>) => {
          if (event.key === 'Enter') search(event.currentTarget.value);
        }}
        w={{ base: '100%', xs: 240 }}
      />
      <Select
        aria-label="Period"
        placeholder="All time"
        data={RANGES.map(({ name, label }) => ({ value: name, label: `Last ${label}` }))}
        value={range?.name ?? null}
        onChange={(name) => change('range', name)}
        clearable
        w={140}
      />
      {set.map((name) => (
        <Pill
          key={name}
          withRemoveButton
          onRemove={() => change(name, null)}
          removeButtonProps={{ 'aria-label': `Remove the filter ${name}` }}
        >
          {`${name}: ${textOf(name, filters[name] ?? '')}`}
        </Pill>
      ))}
      {filtered && (
        <Button variant="subtle" size="compact-xs" onClick={clear}>
          Clear filters
        </Button>
      )}
    </Group>
  );
}
