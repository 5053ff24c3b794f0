import { Group, Text, TextInput } from '@mantine/core';
import type { Ref } from 'react';
import { Icon } from './icon.js';

interface Props {
  /** What the table is called. */
  label: string;
  text: string;
  /** How many rows there are, and how many of them it shows. */
  all: number;
  shown: number;
  onChange: (text: string) => void;
  field: Ref<HTMLInputElement>;
}

/** The field above a table that narrows it down; `/` leads to it. */
export function TableFilter({ label, text, all, shown, onChange, field }: Props) {
  return (
    <Group gap="xs" px="md" py="xs" role="search" aria-label={`Filter ${label}`}>
      <TextInput
        ref={field}
        data-search
        aria-label={`Filter ${label}`}
        placeholder="Filter  /"
        leftSection={<Icon name="search" size={14} />}
        value={text}
        onChange={(event) => onChange(event.currentTarget.value)}
        w={{ base: '100%', xs: 240 }}
      />
      <Text size="xs" c="dimmed" role="status">
        {shown < all && `${shown} of ${all}`}
      </Text>
    </Group>
  );
}
