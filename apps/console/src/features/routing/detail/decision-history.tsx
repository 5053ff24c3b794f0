import { Group, Stack, Text, Timeline } from '@mantine/core';
import type { DecisionHistoryEntry, DecisionView } from '@weighbridge/contracts/evals/decision';
import { ConfirmButton } from '../../../ui/confirm-button.js';
import { Moment } from '../../../ui/moment.js';
import { Section } from '../../../ui/section.js';
import { useAccess } from '../../session/use-role.js';
import { useChangeTable } from '../queries.js';

const DONE: Record<DecisionHistoryEntry['action'], string> = {
  decided: 'Decided',
  frozen: 'Frozen',
  unfrozen: 'Unfrozen',
  rolled_back: 'Rolled back',
};

/** Every version of a decision table with what changed and why, and the way back to it. */
export function DecisionHistory({
  workspace,
  decision,
}: {
  workspace: string;
  decision: DecisionView;
}) {
  const { mayChange } = useAccess();
  const change = useChangeTable(workspace, decision.route);
  if (decision.history.length === 0) return null;
  return (
    <Section title="History">
      <Timeline bulletSize={14} lineWidth={2} active={-1}>
        {decision.history.map((entry) => (
          <Timeline.Item key={entry.version}>
            <Group justify="space-between" gap="xs" align="flex-start">
              <Stack gap={2} flex={1} miw={0}>
                <Group gap={8}>
                  <Text size="sm" fw={500}>
                    {`${DONE[entry.action]}, version ${entry.version}`}
                  </Text>
                  <Moment iso={entry.at} c="dimmed" size="xs" />
                  <Text size="xs" c="dimmed">
                    by {entry.actor}
                  </Text>
                </Group>
                <Text size="sm" c="dimmed">
                  {entry.reason}
                </Text>
                {entry.changes.map(({ category, from, to }) => (
                  <Text key={category} size="sm">
                    {`${category}: ${from} → ${to}`}
                  </Text>
                ))}
              </Stack>
              {mayChange && entry.version !== decision.version && (
                <ConfirmButton
                  label="Roll back"
                  question={`The choices of version ${entry.version} return.`}
                  onConfirm={() =>
                    change.mutateAsync({ action: 'rollback', version: entry.version })
                  }
                />
              )}
            </Group>
          </Timeline.Item>
        ))}
      </Timeline>
    </Section>
  );
}
