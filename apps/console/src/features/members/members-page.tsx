import { Group, Paper, Select, Text } from '@mantine/core';
import { MemberCreate, type MemberView } from '@weighbridge/contracts/resources/member';
import { useRemove, useRows, useSave } from '../../api/resource.js';
import { CreateButton } from '../../ui/create-button.js';
import type { Column } from '../../ui/data-table.js';
import { Empty } from '../../ui/empty.js';
import { Moment } from '../../ui/moment.js';
import { Page } from '../../ui/page.js';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { RowActions, actionsColumn } from '../../ui/row-actions.js';
import { RowsView } from '../../ui/rows-view.js';
import { RowDialog } from '../../ui/schema-form/row-dialog.js';
import { useEditing } from '../../ui/use-editing.js';
import { useAccess } from '../session/use-role.js';
import { useCurrentWorkspace } from '../workspaces/current-workspace.js';
import { RoleGuide } from './role-guide.js';
import { UserSection } from './user-section.js';

const ROLES: MemberView['role'][] = ['viewer', 'member', 'admin', 'owner'];
const PLACE = ['organization', 'workspace'];

/** Who may see and change what. */
export function MembersPage() {
  const { id: workspace } = useCurrentWorkspace();
  const { mayChange, instanceOwner } = useAccess();
  const members = useRows('members', workspace);
  const change = useSave('members', workspace);
  const remove = useRemove('members', workspace);
  const editing = useEditing<never>();
  const columns: Column<MemberView>[] = [
    { id: 'email', header: 'Member', sort: (row) => row.email, cell: (row) => row.email },
    {
      ...{ id: 'role', header: 'Role', text: (row) => row.role },
      sort: (row) => ROLES.indexOf(row.role),
      cell: (row) =>
        mayChange ? (
          <Select
            aria-label={`Role of ${row.email}`}
            data={ROLES}
            value={row.role}
            onChange={(role) => role && change.mutate({ id: row.id, body: { role } })}
            allowDeselect={false}
            w={110}
          />
        ) : (
          row.role
        ),
    },
    {
      ...{ id: 'place', header: 'In', from: 'sm' },
      cell: (row) => (row.workspace ? 'this workspace' : `the organisation ${row.organization}`),
    },
    {
      ...{ id: 'since', header: 'Since', from: 'sm', sort: (row) => row.created_at },
      cell: (row) => <Moment iso={row.created_at} c="dimmed" />,
    },
  ];
  if (mayChange)
    columns.push(
      actionsColumn((row) => (
        <RowActions
          deleteLabel="Remove"
          question={`${row.email} loses this role at once.`}
          onDelete={() => remove.mutateAsync(row.id)}
        />
      )),
    );
  return (
    <Page
      title="Members"
      about="A role counts in one workspace, or in all of an organisation."
      actions={mayChange && <CreateButton label="Add member" onClick={editing.create} />}
    >
      {change.error && <ProblemAlert title="The role was not changed" error={change.error} />}
      <Paper withBorder>
        <RowsView
          query={members}
          label="Members"
          columns={columns}
          keyOf={(row) => row.id}
          sortedBy="email"
          filteredBy="members"
          empty={
            <Empty icon="members" title="No members yet">
              Only instance owners can see this workspace so far.
            </Empty>
          }
        />
      </Paper>
      <RoleGuide />
      {instanceOwner && <UserSection workspace={workspace} />}
      {editing.opened && (
        <RowDialog
          resource="members"
          workspace={workspace}
          title="Add a member"
          schema={MemberCreate}
          without={PLACE}
          fixed={{ workspace }}
          initial={{ role: 'viewer' }}
          onClose={editing.close}
        />
      )}
      {!mayChange && (
        <Group>
          <Text size="sm" c="dimmed">
            An admin of this workspace can change roles.
          </Text>
        </Group>
      )}
    </Page>
  );
}
