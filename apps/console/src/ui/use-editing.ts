import { useState } from 'react';

/** Whether a form is open, for a new row or for one that is changed. */
export interface Editing<Row> {
  opened: boolean;
  /** The row that is changed; undefined: a new one. */
  row: Row | undefined;
  create: () => void;
  edit: (row: Row) => void;
  close: () => void;
}

/** The state of a form beside a list. */
export function useEditing<Row>(creating = false): Editing<Row> {
  const [state, setState] = useState<'new' | Row | null>(creating ? 'new' : null);
  return {
    opened: state !== null,
    row: state === 'new' || state === null ? undefined : state,
    create: () => setState('new'),
    edit: (row) => setState(() => row),
    close: () => setState(null),
  };
}
