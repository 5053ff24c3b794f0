import { Alert, Drawer, Select, Stack, Text, TextInput } from '@mantine/core';
import type { EvaluatorView } from '@weighbridge/contracts/evals/evaluator';
import { useState } from 'react';
import { formatInstant } from '../../ui/format.js';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { useLatestRequests } from '../requests/queries.js';
import { targetName } from '../requests/target-name.js';
import { useWhy } from './queries.js';

interface Props {
  workspace: string;
  evaluator: EvaluatorView;
  onClose: () => void;
}

/** Whether an evaluator judged a request, and if not, what kept it. */
export function WhyDrawer({ workspace, evaluator, onClose }: Props) {
  const latest = useLatestRequests(workspace).data?.data ?? [];
  const [id, setId] = useState('');
  const why = useWhy(workspace, evaluator.id, id.trim());
  return (
    <Drawer opened onClose={onClose} title={`Did ${evaluator.name} judge it?`} size="lg">
      <Stack gap="sm">
        <Select
          label="One of the newest requests"
          data={latest.map((row) => ({
            value: row.id,
            label: `${targetName(row)}, ${formatInstant(row.created_at)}`,
          }))}
          value={latest.some((row) => row.id === id) ? id : null}
          onChange={(next) => setId(next ?? '')}
        />
        <TextInput
          label="Or the id of any request"
          value={id}
          onChange={(event) => setId(event.currentTarget.value)}
        />
        {why.error && <ProblemAlert title="No answer" error={why.error} />}
        {why.data && (
          <Alert
            color={why.data.ran ? 'teal' : 'gray'}
            variant="light"
            title={why.data.ran ? 'It did' : 'It did not'}
            role="status"
          >
            <Text size="sm">{why.data.reason}</Text>
          </Alert>
        )}
      </Stack>
    </Drawer>
  );
}
