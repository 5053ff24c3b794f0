import { z } from 'zod';
import { ConfigFile } from './config-file.js';

const FROM_ENVIRONMENT = '\\$\\{[A-Za-z_][A-Za-z0-9_]*\\}';
const RESTRICTIONS = ['pattern', 'format', 'minLength', 'maxLength'] as const;

/**
 * The configuration file as JSON Schema (draft 2020-12), for editors. It describes the file as it
 * is written, so every restricted text may also be `${NAME}`.
 */
export function describeConfigFile(): Record<string, unknown> {
  const schema = z.toJSONSchema(ConfigFile, {
    io: 'input',
    override: ({ jsonSchema }) => allowEnvironment(jsonSchema as Record<string, unknown>),
  });
  return { title: 'Weighbridge configuration file', ...schema };
}

/** Lets a restricted text be `${NAME}` too: what it becomes is known only where it is read. */
function allowEnvironment(schema: Record<string, unknown>): void {
  const restrictions = RESTRICTIONS.filter((name) => name in schema);
  if (schema.type !== 'string' || restrictions.length === 0) return;
  const restricted = Object.fromEntries(restrictions.map((name) => [name, schema[name]]));
  for (const name of restrictions) delete schema[name];
  schema.anyOf = [restricted, { pattern: FROM_ENVIRONMENT }];
}
