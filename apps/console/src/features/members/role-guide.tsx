import { List, Text } from '@mantine/core';
import { Section } from '../../ui/section.js';

const ROLES = [
  ['viewer', 'sees requests, keys without their text, routes and evaluations'],
  ['member', 'also tries routes out, labels answers and makes evaluators'],
  ['admin', 'also changes keys, budgets, providers, routes and members'],
  ['owner', 'also deletes the workspace'],
] as const;

/** What each role may do, in words; each holds all that the ones before it hold. */
export function RoleGuide() {
  return (
    <Section title="Roles">
      <List size="sm" spacing={2}>
        {ROLES.map(([role, may]) => (
          <List.Item key={role}>
            <Text span fw={500} size="sm">
              {role}
            </Text>{' '}
            {may}
          </List.Item>
        ))}
      </List>
    </Section>
  );
}
