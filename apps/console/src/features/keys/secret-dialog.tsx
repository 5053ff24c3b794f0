import { Alert, Button, Modal, Stack, Text } from '@mantine/core';
import type { KeyMade } from '@weighbridge/contracts/resources/key';
import { Command } from '../../ui/command.js';

/** The one time that the text of a key is shown. */
export function SecretDialog({ made, onClose }: { made: KeyMade; onClose: () => void }) {
  const origin = window.location.origin;
  return (
    <Modal
      opened
      onClose={onClose}
      closeOnClickOutside={false}
      title={`Key ${made.name}`}
      size="lg"
    >
      <Stack gap="sm">
        <Alert color="yellow" variant="light" title="Copy it now">
          <Text size="sm">It is not stored in a form that can be shown again.</Text>
        </Alert>
        <Command text={made.key} />
        {made.public_key && <Command text={made.public_key} />}
        <Text size="sm" c="dimmed">
          Any OpenAI SDK takes it from the environment:
        </Text>
        <Command text={`export OPENAI_BASE_URL=${origin}/v1\nexport OPENAI_API_KEY=${made.key}`} />
        <Button onClick={onClose}>I have copied it</Button>
      </Stack>
    </Modal>
  );
}
