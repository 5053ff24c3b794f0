import type { UseFormReturnType } from '@mantine/form';
import { type ComponentType, createContext, useContext } from 'react';
import type { FormField, FormValue, FormValues } from './field.js';

/** What the controls of a form share. */
export interface FormState {
  form: UseFormReturnType<FormValues>;
  /** Texts to choose from for a field, by its name; free text stays possible. */
  suggest: (name: string) => string[] | undefined;
  /** Draws a field of any kind: groups and rows hold such again, and must not import it. */
  Control: ComponentType<{ field: FormField; path: string }>;
}

export const FormContext = createContext<FormState | null>(null);

export function useFormState(): FormState {
  const state = useContext(FormContext);
  if (state === null) throw new Error('a control outside of a form');
  return state;
}

/** The value at a path such as `targets.0.model`. */
export function valueAt(values: FormValues, path: string): FormValue | undefined {
  let value: unknown = values;
  for (const step of path.split('.'))
    value = (value as Record<string, unknown> | undefined)?.[step];
  return value as FormValue | undefined;
}
