import { Key } from '@weighbridge/contracts/config/workspace';
import type { KeyMade, KeyView } from '@weighbridge/contracts/resources/key';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { useSuggestions } from '../../api/models.js';
import { asKeyMade, useRows } from '../../api/resource.js';
import { CreateButton } from '../../ui/create-button.js';
import { Empty } from '../../ui/empty.js';
import { QueryState } from '../../ui/query-state.js';
import { RowDialog } from '../../ui/schema-form/row-dialog.js';
import { Section } from '../../ui/section.js';
import { useEditing } from '../../ui/use-editing.js';
import { useAccess } from '../session/use-role.js';
import { KeyTable } from './key-table.js';
import { SecretDialog } from './secret-dialog.js';

/** Of a key's schema, what a form does not ask for: the text is generated and shown once. */
const GENERATED = ['key'];
const FIRST = ['name', 'budget', 'limits'];

export function KeySection({ workspace }: { workspace: string }) {
  const keys = useRows('keys', workspace);
  const teams = useRows('teams', workspace).data ?? [];
  const suggest = useSuggestions(workspace, { team: teams.map(({ id }) => id) });
  const { mayChange } = useAccess();
  const [address] = useSearchParams();
  const editing = useEditing<KeyView>(mayChange && address.get('new') === 'key');
  const [made, setMade] = useState<KeyMade | null>(null);
  const { row } = editing;
  return (
    <Section
      title="Keys"
      flush
      aside={mayChange && <CreateButton label="Create key" onClick={editing.create} />}
    >
      <QueryState query={keys} problem="Keys could not be read">
        {(rows) =>
          rows.length === 0 ? (
            <Empty icon="keys" title="No keys yet">
              Callers need a key to use the gateway. Its text is shown once, when it is made.
            </Empty>
          ) : (
            <KeyTable
              rows={rows}
              workspace={workspace}
              onEdit={editing.edit}
              onRotated={(answer) => setMade(asKeyMade(answer))}
            />
          )
        }
      </QueryState>
      {editing.opened && (
        <RowDialog
          resource="keys"
          workspace={workspace}
          title={row ? `Key ${row.name}` : 'Create a key'}
          schema={Key}
          without={GENERATED}
          first={row ? undefined : FIRST}
          row={row}
          id={row?.id}
          suggest={suggest}
          onClose={editing.close}
          onSaved={row ? undefined : (answer) => setMade(asKeyMade(answer))}
        />
      )}
      {made && <SecretDialog made={made} onClose={() => setMade(null)} />}
    </Section>
  );
}
