import { Box, Code, Group, Text } from '@mantine/core';
import classes from './code-block.module.css';
import { CopyButton } from './copy-button.js';

interface Props {
  text: string;
  /** Shown as it was written; empty: not known. */
  language: string;
}

/** Code as it was written, of which long lines are scrolled to. */
export function CodeBlock({ text, language }: Props) {
  return (
    <Box className={classes.block}>
      <Group justify="space-between" gap="xs" wrap="nowrap" px="xs" py={4}>
        <Text size="xs" c="dimmed" truncate>
          {language || 'code'}
        </Text>
        <CopyButton text={text} size="compact-xs" flex="none" />
      </Group>
      <Code block className={classes.code} tabIndex={0}>
        {text}
      </Code>
    </Box>
  );
}
