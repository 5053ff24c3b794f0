import { Box, Button, Code, CopyButton } from '@mantine/core';

/** A command to paste into a shell, with a button that copies it. */
export function Command({ text }: { text: string }) {
  return (
    <Box pos="relative">
      <Code block p="md" pr={96} style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
        {text}
      </Code>
      <CopyButton value={text}>
        {({ copied, copy }) => (
          <Button
            pos="absolute"
            top={8}
            right={8}
            size="compact-sm"
            variant="default"
            onClick={copy}
          >
            {copied ? 'Copied' : 'Copy'}
          </Button>
        )}
      </CopyButton>
    </Box>
  );
}
