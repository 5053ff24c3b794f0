import { Category } from '@weighbridge/contracts/config/category';
import type { CategoryView } from '@weighbridge/contracts/resources/category';
import { useRemove, useRows } from '../../api/resource.js';
import { CreateButton } from '../../ui/create-button.js';
import type { Column } from '../../ui/data-table.js';
import { Empty } from '../../ui/empty.js';
import { RowActions, actionsColumn } from '../../ui/row-actions.js';
import { RowName } from '../../ui/row-name.js';
import { RowsView } from '../../ui/rows-view.js';
import { RowDialog } from '../../ui/schema-form/row-dialog.js';
import { Section } from '../../ui/section.js';
import { useEditing } from '../../ui/use-editing.js';
import { useMayChange } from '../session/use-may-change.js';
import { useAccess } from '../session/use-role.js';

const IDENTITY = ['name', 'workspace'];
const CONFINED = ['workspace'];

/** Classes of prompts, by which quality is judged and routes are chosen. */
export function CategorySection({ workspace }: { workspace: string }) {
  const categories = useRows('categories', workspace);
  const remove = useRemove('categories', workspace);
  const { mayChange } = useAccess();
  const mine = useMayChange();
  const editing = useEditing<CategoryView>();
  const { row } = editing;
  const columns: Column<CategoryView>[] = [
    {
      ...{ id: 'name', header: 'Category', sort: (category) => category.name },
      cell: (category) => <RowName source={category.source}>{category.name}</RowName>,
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
    columns.push(
      actionsColumn((category) => (
        <RowActions
          onEdit={mine(category) && (() => editing.edit(category))}
          onDelete={mine(category) && (() => remove.mutateAsync(category.id))}
          question={`Requests that were “${category.name}” then belong elsewhere.`}
        />
      )),
    );
  return (
    <Section
      title="Categories"
      flush
      aside={mayChange && <CreateButton label="Create category" quiet onClick={editing.create} />}
    >
      <RowsView
        query={categories}
        label="Categories"
        columns={columns}
        keyOf={(category) => category.id}
        sortedBy="name"
        filteredBy="categories"
        empty={
          <Empty icon="settings" title="No categories yet">
            Without any, all requests are judged together as “default”. A category has rules, or
            examples from which a classifier learns.
          </Empty>
        }
      />
      {editing.opened && (
        <RowDialog
          resource="categories"
          workspace={workspace}
          title={row ? `Category ${row.name}` : 'Create a category'}
          schema={Category}
          without={row ? IDENTITY : CONFINED}
          fixed={row ? undefined : { workspace }}
          row={row}
          id={row?.id}
          onClose={editing.close}
        />
      )}
    </Section>
  );
}
