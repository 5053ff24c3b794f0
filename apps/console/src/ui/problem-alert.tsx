import { Alert, Button, Group, Text } from '@mantine/core';

interface Props {
  title: string;
  error: Error;
  retry?: () => void;
}

/** A failure in words, with the one thing to do about it. */
export function ProblemAlert({ title, error, retry }: Props) {
  return (
    <Alert color="red" variant="light" title={title} role="alert">
      <Group justify="space-between" align="flex-end">
        <Text size="sm">{error.message}</Text>
        {retry && (
          <Button size="xs" variant="default" onClick={retry}>
            Try again
          </Button>
        )}
      </Group>
    </Alert>
  );
}
