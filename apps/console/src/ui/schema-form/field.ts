/** What a form asks for, read from the schema of a resource. */
export type FormField = { name: string; label: string; about: string; required: boolean } & Control;

export type Control =
  | { kind: 'text' | 'secret' | 'moment' | 'flag' | 'answer' | 'texts' | 'pairs' | 'json' }
  | { kind: 'number'; least: number | undefined; most: number | undefined; whole: boolean }
  | { kind: 'choice' | 'choices'; options: string[] }
  | { kind: 'group' | 'rows'; fields: FormField[] }
  | { kind: 'variants'; by: string; variants: Record<string, FormField[]> };

/** What stands in a control: text, also of numbers; flags; lists; and objects of these. */
export type FormValue = string | number | boolean | string[] | FormValues | FormValues[];
export interface FormValues {
  [name: string]: FormValue;
}
