import { Fieldset, Select, SimpleGrid, Stack, Text } from '@mantine/core';
import type { Control, FormField } from './field.js';
import { useFormState, valueAt } from './form-state.js';
import { toForm } from './form-values.js';
import { labelOf } from './label-of.js';

interface GroupProps {
  field: FormField;
  fields: readonly FormField[];
  path: string;
}

/** Short fields side by side, all others below one another. */
export function Fields({ fields, path }: { fields: readonly FormField[]; path: string }) {
  const { Control: FieldControl } = useFormState();
  const short = fields.length > 1 && fields.every(({ kind }) => SHORT.has(kind));
  const controls = fields.map((field) => (
    <FieldControl
      key={field.name}
      field={field}
      path={path ? `${path}.${field.name}` : field.name}
    />
  ));
  return short ? (
    <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm" style={{ alignItems: 'end' }}>
      {controls}
    </SimpleGrid>
  ) : (
    <Stack gap="sm">{controls}</Stack>
  );
}

const SHORT = new Set<Control['kind']>(['number', 'choice', 'text', 'answer']);

export function GroupControl({ field, fields, path }: GroupProps) {
  return (
    <Fieldset legend={field.label} p="sm">
      {field.about && (
        <Text size="xs" c="dimmed" mb="xs">
          {field.about}
        </Text>
      )}
      <Fields fields={fields} path={path} />
    </Fieldset>
  );
}

interface VariantsProps {
  field: FormField;
  control: Extract<Control, { kind: 'variants' }>;
  path: string;
}

/** First which kind of object, then the fields of that kind. */
export function VariantsControl({ field, control, path }: VariantsProps) {
  const { form } = useFormState();
  const { by, variants } = control;
  const chosen = String(valueAt(form.values, `${path}.${by}`) ?? '');
  const choose = (variant: string | null) =>
    form.setFieldValue(path, {
      ...toForm(variants[variant ?? ''] ?? [], {}),
      [by]: variant ?? '',
    });
  return (
    <Fieldset legend={field.label} p="sm">
      <Stack gap="sm">
        <Select
          label={labelOf(by)}
          description={field.about}
          withAsterisk={field.required}
          data={Object.keys(variants)}
          value={chosen || null}
          onChange={choose}
          error={form.errors[path] ?? form.errors[`${path}.${by}`]}
          searchable
        />
        {variants[chosen] && <Fields fields={variants[chosen]} path={path} />}
      </Stack>
    </Fieldset>
  );
}
