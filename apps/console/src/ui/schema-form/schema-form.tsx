import { Button, Group, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import {
  checkInput,
  describeInput,
  type InputSchema,
} from '@weighbridge/contracts/forms/describe-input';
import { useMemo, useState } from 'react';
import { ApiProblem } from '../../api/api-problem.js';
import { ProblemAlert } from '../problem-alert.js';
import { describeFields } from './describe-fields.js';
import type { FormField } from './field.js';
import { FormControl } from './form-control.js';
import { FormContext } from './form-state.js';
import { changesBetween, fromForm, toForm } from './form-values.js';
import { Fields } from './nested-controls.js';

export interface SchemaFormProps {
  /** What is given to the API; every field of it becomes a control. */
  schema: InputSchema;
  /** A row to change, as the API shows it; without one the form makes a new row. */
  row?: Record<string, unknown> | undefined;
  /** Fields that are not shown. */
  without?: readonly string[] | undefined;
  /** Fields shown at once; the others wait behind a button. Without it all are shown. */
  first?: readonly string[] | undefined;
  /** Given besides what the form asks for. */
  fixed?: Record<string, unknown> | undefined;
  /** Values of a new row to begin with. */
  initial?: Record<string, unknown> | undefined;
  suggest?: ((name: string) => string[] | undefined) | undefined;
  submit: string;
  /** Takes a new row, or only what differs from `row`; a refusal is shown at its field. */
  onSubmit: (body: Record<string, unknown>) => Promise<unknown>;
  onCancel?: (() => void) | undefined;
}

const NO_SUGGESTIONS = (): undefined => undefined;

/** A form made from a schema of the contracts, which also checks what it is given. */
export function SchemaForm(props: SchemaFormProps) {
  const { schema, row, without, first, fixed = {}, suggest = NO_SUGGESTIONS } = props;
  const fields = useMemo(
    () => describeFields(describeInput(schema)).filter(({ name }) => !without?.includes(name)),
    [schema, without],
  );
  const [all, setAll] = useState(first === undefined);
  const [problem, setProblem] = useState<Error | null>(null);
  const before = fromForm(fields, toForm(fields, row ?? {}));
  const form = useForm({
    initialValues: toForm(fields, row ?? props.initial ?? {}),
    validate: (values) => {
      const given = { ...identityOf(row, without), ...fromForm(fields, values), ...fixed };
      const faults = checkInput(schema, given);
      return Object.fromEntries(faults.map(({ path, message }) => [path, message]));
    },
    onSubmitPreventDefault: 'always',
  });
  const submit = form.onSubmit(
    async (values) => {
      setProblem(null);
      const given = fromForm(fields, values);
      try {
        await props.onSubmit(row ? changesBetween(before, given) : { ...given, ...fixed });
      } catch (error) {
        const param = error instanceof ApiProblem ? error.param : null;
        if (param) form.setFieldError(param, (error as Error).message);
        setProblem(error as Error);
      }
    },
    () => setAll(true),
  );
  const shown = all ? fields : fields.filter(({ name }) => first?.includes(name));
  return (
    <FormContext value={{ form, suggest, Control: FormControl }}>
      <form ref={beginAtFirstField} onSubmit={submit} noValidate>
        <Stack gap="sm">
          <Fields fields={shown} path="" />
          {problem && <ProblemAlert title="Not saved" error={problem} />}
          <Group gap="xs">
            <Button type="submit" loading={form.submitting}>
              {props.submit}
            </Button>
            {props.onCancel && (
              <Button variant="default" onClick={props.onCancel}>
                Cancel
              </Button>
            )}
            {!all && (
              <Button variant="subtle" onClick={() => setAll(true)}>
                {`${hiddenCount(fields, shown)} more settings`}
              </Button>
            )}
          </Group>
        </Stack>
      </form>
    </FormContext>
  );
}

const FIELD = ':is(input:not([type=hidden]), textarea):not(:disabled)';

/** Marks the first field, of whatever kind, for the drawer to put the focus into. */
const beginAtFirstField = (form: HTMLFormElement | null) =>
  form?.querySelector(FIELD)?.setAttribute('data-autofocus', '');

const hiddenCount = (fields: FormField[], shown: FormField[]) => fields.length - shown.length;

/** What a row is called cannot change, but its schema wants to see it. */
function identityOf(
  row: Record<string, unknown> | undefined,
  without: readonly string[] | undefined,
): Record<string, unknown> {
  if (!row) return {};
  const kept = (without ?? []).filter((name) => row[name] !== undefined && row[name] !== null);
  return Object.fromEntries(kept.map((name) => [name, row[name]]));
}
