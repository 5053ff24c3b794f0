import {
  Autocomplete,
  JsonInput,
  MultiSelect,
  NumberInput,
  PasswordInput,
  Select,
  Switch,
  TagsInput,
  Textarea,
  TextInput,
} from '@mantine/core';
import type { FormField } from './field.js';
import { useFormState } from './form-state.js';
import { GroupControl, VariantsControl } from './nested-controls.js';
import { PairsControl, RowsControl } from './row-controls.js';

/** Texts in which people write sentences. */
const LONG = new Set(['prompt', 'template', 'rubric', 'seed_prompt', 'system_matches']);

/** The control of one field, whatever its kind. */
export function FormControl({ field, path }: { field: FormField; path: string }) {
  const { form, suggest } = useFormState();
  const look = { label: field.label, description: field.about, withAsterisk: field.required };
  const input = () => ({ ...form.getInputProps(path), ...look });
  const suggestions = suggest(field.name);
  switch (field.kind) {
    case 'secret':
      return <PasswordInput {...input()} autoComplete="new-password" />;
    case 'moment':
      return <TextInput {...input()} placeholder="2027-01-01T00:00:00Z" />;
    case 'number':
      return (
        <NumberInput {...input()} min={field.least} max={field.most} allowDecimal={!field.whole} />
      );
    case 'flag':
      return <Switch {...form.getInputProps(path, { type: 'checkbox' })} {...look} />;
    case 'answer':
      return <Select {...input()} data={['yes', 'no']} clearable placeholder="either" />;
    case 'choice':
      return (
        <Select
          {...input()}
          data={field.options}
          clearable={!field.required}
          searchable={field.options.length > 8}
          value={String(form.getInputProps(path).value ?? '') || null}
          onChange={(value) => form.setFieldValue(path, value ?? '')}
        />
      );
    case 'choices':
      return <MultiSelect {...input()} data={field.options} clearable searchable />;
    case 'texts':
      return (
        <TagsInput
          {...input()}
          data={suggestions ?? []}
          clearable
          splitChars={[',']}
          acceptValueOnBlur
          placeholder="Enter adds one"
        />
      );
    case 'pairs':
      return <PairsControl field={field} path={path} />;
    case 'group':
      return <GroupControl field={field} fields={field.fields} path={path} />;
    case 'rows':
      return <RowsControl field={field} fields={field.fields} path={path} />;
    case 'variants':
      return <VariantsControl field={field} control={field} path={path} />;
    case 'json':
      return <JsonInput {...input()} autosize minRows={2} formatOnBlur />;
    default:
      if (suggestions) return <Autocomplete {...input()} data={suggestions} limit={50} />;
      if (LONG.has(field.name)) return <Textarea {...input()} autosize minRows={3} maxRows={14} />;
      return <TextInput {...input()} />;
  }
}
