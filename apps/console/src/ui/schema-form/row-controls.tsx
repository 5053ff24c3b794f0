import {
  ActionIcon,
  Box,
  Button,
  Fieldset,
  Group,
  Paper,
  Stack,
  Text,
  TextInput,
} from '@mantine/core';
import type { ReactNode } from 'react';
import { Icon } from '../icon.js';
import type { FormField, FormValues } from './field.js';
import { useFormState, valueAt } from './form-state.js';
import { toForm } from './form-values.js';
import { Fields } from './nested-controls.js';

interface RowsProps {
  field: FormField;
  path: string;
  empty: FormValues;
  /** What one row shows. */
  children: (path: string) => ReactNode;
}

/** A list of which rows can be added and removed. */
function Rows({ field, path, empty, children }: RowsProps) {
  const { form } = useFormState();
  const rows = (valueAt(form.values, path) ?? []) as FormValues[];
  const error = form.errors[path];
  return (
    <Fieldset legend={field.label} p="sm">
      <Stack gap="xs">
        {field.about && (
          <Text size="xs" c="dimmed">
            {field.about}
          </Text>
        )}
        {rows.map((_row, index) => (
          // Rows have no name of their own.
          <Group key={index} gap="xs" wrap="nowrap" align="flex-start">
            <Box flex={1} miw={0}>
              {children(`${path}.${index}`)}
            </Box>
            <ActionIcon
              variant="subtle"
              color="gray"
              c="dimmed"
              mt={4}
              aria-label={`Remove row ${index + 1} of ${field.label}`}
              onClick={() => form.removeListItem(path, index)}
            >
              <Icon name="close" />
            </ActionIcon>
          </Group>
        ))}
        {error && (
          <Text size="xs" c="red">
            {error}
          </Text>
        )}
        <Button
          variant="default"
          size="compact-xs"
          leftSection={<Icon name="plus" size={12} />}
          onClick={() => form.insertListItem(path, empty)}
          style={{ alignSelf: 'flex-start' }}
        >
          Add
        </Button>
      </Stack>
    </Fieldset>
  );
}

const FEW = 2;

/** Objects: two fields fit on a line, more need a box of their own. */
export function RowsControl({
  field,
  fields,
  path,
}: {
  field: FormField;
  fields: readonly FormField[];
  path: string;
}) {
  const { Control: FieldControl } = useFormState();
  const bare = fields.map((inner) => ({ ...inner, about: '' }));
  return (
    <Rows field={field} path={path} empty={toForm(fields, {})}>
      {(row) =>
        fields.length > FEW ? (
          <Paper withBorder p="xs">
            <Fields fields={fields} path={row} />
          </Paper>
        ) : (
          <Group gap="xs" grow wrap="nowrap" align="flex-start">
            {bare.map((inner) => (
              <FieldControl key={inner.name} field={inner} path={`${row}.${inner.name}`} />
            ))}
          </Group>
        )
      }
    </Rows>
  );
}

/** Texts by name. */
export function PairsControl({ field, path }: { field: FormField; path: string }) {
  const { form } = useFormState();
  return (
    <Rows field={field} path={path} empty={{ name: '', value: '' }}>
      {(row) => (
        <Group gap="xs" grow wrap="nowrap">
          <TextInput aria-label="Name" placeholder="Name" {...form.getInputProps(`${row}.name`)} />
          <TextInput
            aria-label="Value"
            placeholder="Value"
            {...form.getInputProps(`${row}.value`)}
          />
        </Group>
      )}
    </Rows>
  );
}
