import { Alert, Anchor, Grid, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { Link, useParams } from 'react-router';
import { readDecision } from '../../../api/decision.js';
import { CopyText } from '../../../ui/copy-text.js';
import { ProblemAlert } from '../../../ui/problem-alert.js';
import { Section } from '../../../ui/section.js';
import { StatusBadge } from '../../../ui/status-badge.js';
import { useCurrentWorkspace } from '../../workspaces/current-workspace.js';
import { useAddress } from '../../workspaces/use-address.js';
import { useRequest } from '../queries.js';
import { targetName } from '../target-name.js';
import { AttemptsTimeline } from './attempts-timeline.js';
import { ConversationView } from './conversation-view.js';
import { DecisionView } from './decision-view.js';
import { RequestFigures } from './request-figures.js';
import { RequestScores } from './request-scores.js';

/** One request: what was said, what it cost, which targets were tried and why. */
export function RequestPage() {
  const { id = '' } = useParams();
  const { id: workspace } = useCurrentWorkspace();
  const address = useAddress();
  const { data: request, error, refetch } = useRequest(workspace, id);
  return (
    <Stack gap="md" maw={1440} mx="auto">
      <title>{`${id} · Weighbridge`}</title>
      <Anchor component={Link} to={address('/requests')} size="sm">
        ← All requests
      </Anchor>
      {error && (
        <ProblemAlert
          title="This request could not be read"
          error={error}
          retry={() => void refetch()}
        />
      )}
      {!request && !error && <Skeleton height={360} />}
      {request && (
        <>
          <Group gap="sm">
            <Title order={1} size="h3" style={{ overflowWrap: 'anywhere' }}>
              {targetName(request)}
            </Title>
            <StatusBadge status={request.status} code={request.error_code} />
            <CopyText text={request.id} />
          </Group>
          {request.error_message && (
            <Alert color="red" variant="light" title={request.error_code}>
              <Text size="sm">{request.error_message}</Text>
            </Alert>
          )}
          <Section title="Figures">
            <RequestFigures request={request} />
          </Section>
          <Grid gap="md">
            <Grid.Col span={{ base: 12, lg: 6 }}>
              <Section title="Conversation">
                <ConversationView body={request.body} answer={request.answer} />
              </Section>
            </Grid.Col>
            <Grid.Col span={{ base: 12, lg: 6 }}>
              <Stack gap="md">
                <Section title="Routing decision">
                  <DecisionView
                    decision={readDecision(request.decision)}
                    requestedModel={request.requested_model}
                  />
                </Section>
                <Section title="Attempts">
                  <AttemptsTimeline attempts={request.attempts} latencyMs={request.latency_ms} />
                </Section>
                <RequestScores workspace={workspace} requestId={request.id} />
              </Stack>
            </Grid.Col>
          </Grid>
        </>
      )}
    </Stack>
  );
}
