import { Alert, Anchor, Group, Paper, Skeleton, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import { readDecision } from '../../../api/decision.js';
import { ProblemAlert } from '../../../ui/problem-alert.js';
import { StatusBadge } from '../../../ui/status-badge.js';
import { useCurrentWorkspace } from '../../workspaces/current-workspace.js';
import { useRequest } from '../queries.js';
import { targetName } from '../target-name.js';
import { AttemptsTimeline } from './attempts-timeline.js';
import { ConversationView } from './conversation-view.js';
import { DecisionView } from './decision-view.js';
import { RequestFigures } from './request-figures.js';

/** One request: what was said, what it cost, which targets were tried and why. */
export function RequestPage() {
  const { id = '' } = useParams();
  const { id: workspace } = useCurrentWorkspace();
  const { data: request, error, refetch } = useRequest(workspace, id);
  return (
    <Stack gap="md" maw={1280} mx="auto">
      <title>{`${id} · Weighbridge`}</title>
      <Anchor component={Link} to={`/requests?workspace=${workspace}`} size="sm">
        ← All requests
      </Anchor>
      {error && (
        <ProblemAlert
          title="This request could not be read"
          error={error}
          retry={() => void refetch()}
        />
      )}
      {!request && !error && <Skeleton height={360} radius="md" />}
      {request && (
        <>
          <Group gap="sm">
            <Title order={1} size="h3" style={{ overflowWrap: 'anywhere' }}>
              {targetName(request)}
            </Title>
            <StatusBadge status={request.status} code={request.error_code} />
            <Text size="xs" c="dimmed" ff="monospace" style={{ overflowWrap: 'anywhere' }}>
              {request.id}
            </Text>
          </Group>
          {request.error_message && (
            <Alert color="red" variant="light" title={request.error_code}>
              {request.error_message}
            </Alert>
          )}
          <Section title="Figures">
            <RequestFigures request={request} />
          </Section>
          <Section title="Attempts">
            <AttemptsTimeline attempts={request.attempts} latencyMs={request.latency_ms} />
          </Section>
          <Section title="Routing decision">
            <DecisionView
              decision={readDecision(request.decision)}
              requestedModel={request.requested_model}
            />
          </Section>
          <Section title="Conversation">
            <ConversationView body={request.body} answer={request.answer} />
          </Section>
        </>
      )}
    </Stack>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Paper withBorder radius="md" p="md" component="section" aria-label={title}>
      <Stack gap="sm">
        <Title order={2} size="h5">
          {title}
        </Title>
        {children}
      </Stack>
    </Paper>
  );
}
