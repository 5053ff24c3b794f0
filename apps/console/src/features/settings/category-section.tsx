import { Button, Group, Text } from '@mantine/core';
import { Category } from '@weighbridge/contracts/config/category';
import type { CategoryView } from '@weighbridge/contracts/resources/category';
import { useState } from 'react';
import { useRemove, useRows } from '../../api/resource.js';
import { ConfirmButton } from '../../ui/confirm-button.js';
import { type Column, DataTable } from '../../ui/data-table.js';
import { Empty } from '../../ui/empty.js';
import { Icon } from '../../ui/icon.js';
import { QueryState } from '../../ui/query-state.js';
import { RowDialog } from '../../ui/schema-form/row-dialog.js';
import { Section } from '../../ui/section.js';
import { SourceBadge } from '../../ui/source-badge.js';
import { useAccess } from '../session/use-role.js';

const IDENTITY = ['name', 'workspace'];
const CONFINED = ['workspace'];

/** Classes of prompts, by which quality is judged and routes are chosen. */
export function CategorySection({ workspace }: { workspace: string }) {
  const categories = useRows('categories', workspace);
  const remove = useRemove('categories', workspace);
  const { mayChange, instanceOwner } = useAccess();
  const [editing, setEditing] = useState<'new' | CategoryView | null>(null);
  const row = editing === 'new' || editing === null ? undefined : editing;
  const columns: Column<CategoryView>[] = [
    {
      ...{ id: 'name', header: 'Category', sort: (category) => category.name },
      cell: (category) => (
        <Group gap={8}>
          <Text size="sm">{category.name}</Text>
          <SourceBadge source={category.source} />
        </Group>
      ),
    },
    {
      ...{ id: 'rules', header: 'Rules', right: true },
      cell: (category) => category.rules?.length ?? 0,
    },
    {
      ...{ id: 'examples', header: 'Examples', right: true },
      cell: (category) => category.examples?.length ?? 0,
    },
    {
      ...{ id: 'for', header: 'For', from: 'sm' },
      cell: (category) => category.workspace ?? 'every workspace',
    },
  ];
  if (mayChange)
    columns.push({
      ...{ id: 'actions', header: 'Actions', right: true, hidden: true },
      cell: (category) =>
        !category.read_only &&
        (instanceOwner || category.workspace !== null) && (
          <Group gap={6} justify="flex-end" wrap="nowrap">
            <Button variant="default" size="compact-xs" onClick={() => setEditing(category)}>
              Edit
            </Button>
            <ConfirmButton
              label="Delete"
              question={`Requests that were “${category.name}” then belong elsewhere.`}
              onConfirm={() => remove.mutateAsync(category.id)}
            />
          </Group>
        ),
    });
  return (
    <Section
      title="Categories"
      flush
      aside={
        mayChange && (
          <Button
            variant="default"
            leftSection={<Icon name="plus" size={14} />}
            onClick={() => setEditing('new')}
          >
            Create category
          </Button>
        )
      }
    >
      <QueryState query={categories} problem="Categories could not be read">
        {(rows) =>
          rows.length === 0 ? (
            <Empty icon="settings" title="No categories yet">
              Without any, all requests are judged together as “default”. A category has rules, or
              examples from which a classifier learns.
            </Empty>
          ) : (
            <DataTable
              label="Categories"
              rows={rows}
              columns={columns}
              keyOf={(category) => category.id}
              sortedBy="name"
            />
          )
        }
      </QueryState>
      {editing && (
        <RowDialog
          resource="categories"
          workspace={workspace}
          title={row ? `Category ${row.name}` : 'Create a category'}
          schema={Category}
          without={row ? IDENTITY : CONFINED}
          fixed={row ? undefined : { workspace }}
          row={row}
          id={row?.id}
          onClose={() => setEditing(null)}
        />
      )}
    </Section>
  );
}
