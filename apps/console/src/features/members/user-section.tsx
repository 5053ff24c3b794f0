import { Badge } from '@mantine/core';
import { UserCreate, type UserView } from '@weighbridge/contracts/resources/user';
import { useRows } from '../../api/resource.js';
import { CreateButton } from '../../ui/create-button.js';
import { type Column, DataTable } from '../../ui/data-table.js';
import { Moment } from '../../ui/moment.js';
import { QueryState } from '../../ui/query-state.js';
import { RowDialog } from '../../ui/schema-form/row-dialog.js';
import { Section } from '../../ui/section.js';
import { useEditing } from '../../ui/use-editing.js';

/** Everybody who can sign in to this instance, for its owner. */
export function UserSection({ workspace }: { workspace: string }) {
  const users = useRows('users', null);
  const editing = useEditing<never>();
  return (
    <Section
      title="Users of this instance"
      flush
      aside={<CreateButton label="Create user" quiet onClick={editing.create} />}
    >
      <QueryState query={users} problem="Users could not be read">
        {(rows) => (
          <DataTable
            label="Users"
            rows={rows}
            columns={COLUMNS}
            keyOf={(row) => row.id}
            sortedBy="email"
            filteredBy="users"
          />
        )}
      </QueryState>
      {editing.opened && (
        <RowDialog
          resource="users"
          workspace={workspace}
          title="Create a user"
          schema={UserCreate}
          onClose={editing.close}
        />
      )}
    </Section>
  );
}

const COLUMNS: Column<UserView>[] = [
  { id: 'email', header: 'Email', sort: (row) => row.email, cell: (row) => row.email },
  { id: 'name', header: 'Name', sort: (row) => row.name, cell: (row) => row.name },
  {
    ...{ id: 'owner', header: 'Instance' },
    cell: (row) =>
      row.instance_owner && (
        <Badge variant="light" tt="none" fw={500} size="sm">
          owner
        </Badge>
      ),
  },
  {
    ...{ id: 'since', header: 'Since', from: 'sm', sort: (row) => row.created_at },
    cell: (row) => <Moment iso={row.created_at} c="dimmed" />,
  },
];
