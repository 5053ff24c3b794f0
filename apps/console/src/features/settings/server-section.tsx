import { Anchor, SimpleGrid } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Field } from '../../ui/field.js';
import { Section } from '../../ui/section.js';

/** What runs this console. */
export function ServerSection() {
  const health = useQuery({ queryKey: ['health'], queryFn: readHealth, refetchInterval: 10_000 });
  return (
    <Section title="Server">
      <SimpleGrid cols={{ base: 2, sm: 3, lg: 6 }}>
        <Field name="Address">{window.location.origin}</Field>
        <Field name="Version">{VERSION}</Field>
        <Field name="State">{health.data?.status ?? '–'}</Field>
        <Field name="Configuration in force">
          {health.data?.snapshot_version ? `version ${health.data.snapshot_version}` : '–'}
        </Field>
        <Field name="API">
          <Anchor href="/api/docs" size="sm">
            description
          </Anchor>
        </Field>
        <Field name="Metrics">
          <Anchor href="/metrics" size="sm">
            for Prometheus
          </Anchor>
        </Field>
      </SimpleGrid>
    </Section>
  );
}

interface Health {
  status: string;
  snapshot_version?: number;
}

async function readHealth(): Promise<Health> {
  const answer = await window.fetch('/health/ready');
  return (await answer.json()) as Health;
}
