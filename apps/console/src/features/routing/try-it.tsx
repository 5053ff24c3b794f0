import {
  Autocomplete,
  Button,
  Group,
  Stack,
  Switch,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useModelNames } from '../../api/models.js';
import { CodeView } from '../../ui/code-view.js';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { Section } from '../../ui/section.js';
import { PlanResult } from './plan-result.js';
import { usePlan } from './queries.js';

interface Props {
  workspace: string;
  /** The route asked for at first. */
  route?: string;
}

/** What would be done with a request; nothing is called and nothing is spent. */
export function TryIt({ workspace, route = '' }: Props) {
  const names = useModelNames(workspace);
  const [model, setModel] = useState(route);
  const [prompt, setPrompt] = useState('Write a function that reverses a list.');
  const [category, setCategory] = useState('');
  const [raw, setRaw] = useState<string | null>(null);
  const [fault, setFault] = useState('');
  const plan = usePlan();
  const chosen = model || names[0] || '';
  const body = { model: chosen, messages: [{ role: 'user', content: prompt }] };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setFault('');
    const headers = category ? { headers: { 'x-wb-category': category } } : {};
    try {
      const asked = raw === null ? body : (JSON.parse(raw) as Record<string, unknown>);
      plan.mutate({ workspace, body: asked, ...headers });
    } catch {
      setFault('The body is no JSON.');
    }
  };
  return (
    <Section
      title="Try it"
      aside={
        <Switch
          label="Whole body"
          checked={raw !== null}
          onChange={(event) =>
            setRaw(event.currentTarget.checked ? JSON.stringify(body, null, 2) : null)
          }
        />
      }
    >
      <form onSubmit={submit}>
        <Stack gap="sm">
          <Text size="sm" c="dimmed">
            Where would this request go? Nothing is called.
          </Text>
          {raw === null ? (
            <Group gap="sm" align="flex-end">
              <Autocomplete
                label="Model"
                data={names}
                limit={50}
                value={chosen}
                onChange={setModel}
                w={{ base: '100%', xs: 240 }}
              />
              <Textarea
                label="Prompt"
                autosize
                minRows={1}
                maxRows={6}
                value={prompt}
                onChange={(event) => setPrompt(event.currentTarget.value)}
                flex={1}
                miw={220}
              />
            </Group>
          ) : (
            <CodeView label="Body" language="json" text={raw} onChange={setRaw} />
          )}
          <Group gap="sm" align="flex-end">
            <TextInput
              label="x-wb-category"
              placeholder="found by itself"
              value={category}
              onChange={(event) => setCategory(event.currentTarget.value)}
              w={{ base: '100%', xs: 240 }}
            />
            <Button type="submit" variant="default" loading={plan.isPending}>
              Show the plan
            </Button>
          </Group>
          {fault && <ProblemAlert title="Not asked" error={new Error(fault)} />}
          {plan.error && <ProblemAlert title="No plan" error={plan.error} />}
          {plan.data && <PlanResult plan={plan.data} />}
        </Stack>
      </form>
    </Section>
  );
}
