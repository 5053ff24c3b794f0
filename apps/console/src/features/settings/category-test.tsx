import { Badge, Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { CategoryAnswer } from '@weighbridge/contracts/resources/category-test';
import { type FormEvent, useState } from 'react';
import { api, dataOf } from '../../api/client.js';
import { formatShare } from '../../ui/format.js';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { Section } from '../../ui/section.js';

/** Where a prompt would belong and what decided so; nothing is called. */
export function CategoryTest({ workspace }: { workspace: string }) {
  const [text, setText] = useState('');
  const test = useMutation({
    mutationFn: () =>
      dataOf(
        api.POST('/api/v1/categories/test', { body: { workspace, text } }),
      ) as Promise<CategoryAnswer>,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    test.mutate();
  };
  return (
    <Section title="Try a prompt">
      <form onSubmit={submit}>
        <Stack gap="sm">
          <Textarea
            aria-label="Prompt"
            placeholder="Write a function that …"
            autosize
            minRows={2}
            maxRows={8}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <Group>
            <Button type="submit" variant="default" loading={test.isPending} disabled={!text}>
              Which category?
            </Button>
          </Group>
          {test.error && <ProblemAlert title="Not classified" error={test.error} />}
          {test.data && <Answer answer={test.data} />}
        </Stack>
      </form>
    </Section>
  );
}

function Answer({ answer }: { answer: CategoryAnswer }) {
  const scores = Object.entries(answer.scores).sort(([, one], [, other]) => other - one);
  return (
    <Stack gap={6} role="status">
      <Group gap="xs">
        <Badge variant="light" tt="none">
          {answer.category}
        </Badge>
        <Text size="sm">
          by {answer.decided_by}
          {answer.detail && `: ${answer.detail}`}
        </Text>
      </Group>
      {scores.length > 0 && (
        <Text size="sm" c="dimmed">
          {scores.map(([name, share]) => `${name} ${formatShare(share)}`).join(' · ')}
        </Text>
      )}
      {answer.accuracy?.value != null && (
        <Text size="xs" c="dimmed">
          {`On held-out examples the classifier is right in ${formatShare(answer.accuracy.value)} (${formatShare(answer.accuracy.low)} to ${formatShare(answer.accuracy.high)}, n = ${answer.accuracy.n}) of what it decides.`}
        </Text>
      )}
    </Stack>
  );
}
