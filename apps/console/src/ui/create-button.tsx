import { Button } from '@mantine/core';
import { Icon } from './icon.js';

interface Props {
  label: string;
  onClick: () => void;
  /** Where the button is not what the page is for. */
  quiet?: boolean;
}

/** Opens the form for a new row. */
export function CreateButton({ label, onClick, quiet }: Props) {
  return (
    <Button
      variant={quiet ? 'default' : 'filled'}
      leftSection={<Icon name="plus" size={14} />}
      onClick={onClick}
    >
      {label}
    </Button>
  );
}
