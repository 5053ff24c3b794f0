import { Box, Group, Stack, Text } from '@mantine/core';
import type { AttemptSummary } from '@weighbridge/contracts/records/request-record';
import { formatCost, formatDuration } from '../../../ui/format.js';
import { StatusBadge } from '../../../ui/status-badge.js';

interface Props {
  attempts: AttemptSummary[];
  latencyMs: number;
}

/** Every upstream call as a bar on the request's own time axis. */
export function AttemptsTimeline({ attempts, latencyMs }: Props) {
  if (attempts.length === 0)
    return (
      <Text size="sm" c="dimmed">
        No target was called.
      </Text>
    );
  return (
    <Stack gap="sm" component="ol" p={0} m={0} style={{ listStyle: 'none' }}>
      {attempts.map((attempt) => (
        <Box component="li" key={attempt.attempt}>
          <Group justify="space-between" gap="xs">
            <Group gap="xs">
              <Text size="sm" fw={500}>
                {attempt.attempt}. {attempt.provider}/{attempt.model}
              </Text>
              <StatusBadge status={attempt.outcome} code={attempt.error_code} />
              {attempt.http_status !== null && (
                <Text size="xs" c="dimmed">
                  HTTP {attempt.http_status}
                </Text>
              )}
            </Group>
            <Text size="xs" c="dimmed">
              at {formatDuration(attempt.started_ms)} · {formatDuration(attempt.latency_ms)} ·{' '}
              {attempt.cost_usd === null ? 'unknown' : formatCost(attempt.cost_usd)}
            </Text>
          </Group>
          <Bar attempt={attempt} latencyMs={latencyMs} />
          {attempt.reason && (
            <Text size="xs" c="dimmed">
              {attempt.reason}
            </Text>
          )}
        </Box>
      ))}
    </Stack>
  );
}

const SMALLEST_VISIBLE = 0.4; // percent

/** The lighter part is the wait for the first output. */
function Bar({ attempt, latencyMs }: { attempt: AttemptSummary; latencyMs: number }) {
  const percent = (ms: number) => Math.min(100, (ms / Math.max(latencyMs, 1)) * 100);
  const start = Math.min(percent(attempt.started_ms), 100 - SMALLEST_VISIBLE);
  const width = Math.max(Math.min(percent(attempt.latency_ms), 100 - start), SMALLEST_VISIBLE);
  const waiting = attempt.ttft_ms === null ? 0 : percent(attempt.ttft_ms);
  const color = attempt.outcome === 'ok' ? 'teal' : 'red';
  return (
    <Box h={10} my={4} pos="relative" bg="var(--mantine-color-default-hover)" style={ROUNDED}>
      <Box
        h="100%"
        pos="absolute"
        left={`${start}%`}
        w={`${width}%`}
        bg={`${color}.6`}
        style={ROUNDED}
      />
      {waiting > 0 && (
        <Box
          h="100%"
          pos="absolute"
          left={`${start}%`}
          w={`${Math.min(waiting, width)}%`}
          bg={`${color}.3`}
          style={ROUNDED}
        />
      )}
    </Box>
  );
}

const ROUNDED = { borderRadius: 3 };
