import { Group, Kbd, Modal, Stack, Text } from '@mantine/core';
import { PLACES } from './places.js';

const KEYS: readonly (readonly [readonly string[], string])[] = [
  ...PLACES.map(({ key, label }) => [['g', key], label] as const),
  [['/'], 'Search'],
  [['?'], 'These shortcuts'],
];

export function ShortcutHelp({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal opened={opened} onClose={onClose} title="Keyboard shortcuts" size="sm">
      <Stack gap={6}>
        {KEYS.map(([keys, label]) => (
          <Group key={label} justify="space-between">
            <Text size="sm">{label}</Text>
            <Group gap={4}>
              {keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </Group>
          </Group>
        ))}
      </Stack>
    </Modal>
  );
}
