import { CopyButton, Group, Text, UnstyledButton } from '@mantine/core';
import { Icon } from './icon.js';

/** An id that one wants elsewhere: a click copies it. */
export function CopyText({ text }: { text: string }) {
  return (
    <CopyButton value={text}>
      {({ copied, copy }) => (
        <UnstyledButton onClick={copy} aria-label={`Copy ${text}`} title="Copy">
          <Group gap={4} wrap="nowrap" c="dimmed">
            <Text size="xs" ff="monospace" style={{ overflowWrap: 'anywhere' }}>
              {text}
            </Text>
            <Icon name={copied ? 'check' : 'copy'} size={13} />
          </Group>
        </UnstyledButton>
      )}
    </CopyButton>
  );
}
