import { Drawer } from '@mantine/core';
import type { ResourceName } from '../../api/resource.js';
import { useSave } from '../../api/resource.js';
import { SchemaForm, type SchemaFormProps } from './schema-form.js';

interface Props extends Omit<SchemaFormProps, 'onSubmit' | 'onCancel' | 'submit'> {
  resource: ResourceName;
  workspace: string;
  title: string;
  /** Of the row that is changed. */
  id?: string | undefined;
  onClose: () => void;
  /** Gets what the API answered. */
  onSaved?: ((answer: unknown) => void) | undefined;
}

/** Makes or changes a row of a resource, beside the list it stands in. */
export function RowDialog({ resource, workspace, title, id, onClose, onSaved, ...form }: Props) {
  const save = useSave(resource, workspace);
  return (
    <Drawer opened onClose={onClose} title={title} size="lg">
      <SchemaForm
        {...form}
        submit={form.row ? 'Save' : 'Create'}
        onCancel={onClose}
        onSubmit={async (body) => {
          const answer = await save.mutateAsync(id === undefined ? { body } : { id, body });
          onSaved?.(answer);
          onClose();
        }}
      />
    </Drawer>
  );
}
