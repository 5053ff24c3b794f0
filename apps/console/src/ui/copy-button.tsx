import { Button, type ButtonProps, CopyButton as CopyState } from '@mantine/core';

interface Props extends ButtonProps {
  text: string;
}

/** Copies a text and says that it did. */
export function CopyButton({ text, ...look }: Props) {
  return (
    <CopyState value={text}>
      {({ copied, copy }) => (
        <Button size="compact-sm" variant="default" {...look} onClick={copy}>
          {copied ? 'Copied' : 'Copy'}
        </Button>
      )}
    </CopyState>
  );
}
