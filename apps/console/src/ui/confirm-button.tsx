import { Button, type ButtonProps, Group, Popover, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';

interface Props extends ButtonProps {
  label: string;
  /** What will happen, in one sentence. */
  question: string;
  onConfirm: () => Promise<unknown>;
}

/** A button for what cannot be taken back: it says what will happen before it does it. */
export function ConfirmButton({ label, question, onConfirm, ...look }: Props) {
  const [opened, { toggle, close }] = useDisclosure(false);
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  const confirm = async () => {
    setBusy(true);
    try {
      await onConfirm();
      close();
    } catch (error) {
      setProblem((error as Error).message);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Popover
      opened={opened}
      onDismiss={close}
      width={280}
      position="bottom-end"
      trapFocus
      withArrow
    >
      <Popover.Target>
        <Button variant="default" size="compact-xs" {...look} onClick={toggle}>
          {label}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={label}>
        <Stack gap="xs">
          <Text size="sm">{question}</Text>
          {problem && (
            <Text size="sm" c="red" role="alert">
              {problem}
            </Text>
          )}
          <Group gap="xs" justify="flex-end">
            <Button variant="default" onClick={close}>
              Cancel
            </Button>
            <Button color="red" loading={busy} onClick={confirm}>
              {label}
            </Button>
          </Group>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
