import { z } from 'zod';

/**
 * The keys a schema knows at a path, for suggestions: `knownKeysAt(ConfigFile, ['routes', 0])`.
 * Empty where the path leads to no object of fixed keys.
 */
export function knownKeysAt(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  let current: unknown = schema;
  for (const step of path) {
    const bare = withoutWrapping(current);
    if (bare instanceof z.ZodArray) current = bare.element;
    else if (bare instanceof z.ZodObject) current = (bare.shape as z.ZodRawShape)[String(step)];
    else return [];
  }
  const bare = withoutWrapping(current);
  return bare instanceof z.ZodObject ? Object.keys(bare.shape) : [];
}

function withoutWrapping(schema: unknown): unknown {
  let bare = schema;
  while (
    bare instanceof z.ZodOptional ||
    bare instanceof z.ZodNullable ||
    bare instanceof z.ZodDefault
  ) {
    bare = bare.unwrap();
  }
  return bare;
}
