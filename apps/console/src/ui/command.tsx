import { Box, Code } from '@mantine/core';
import { CopyButton } from './copy-button.js';

/** A command to paste into a shell, with a button that copies it. */
export function Command({ text }: { text: string }) {
  return (
    <Box pos="relative">
      <Code block p="md" pr={96} style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
        {text}
      </Code>
      <CopyButton text={text} pos="absolute" top={8} right={8} />
    </Box>
  );
}
