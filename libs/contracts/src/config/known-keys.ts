import { z } from 'zod';

/**
 * The keys a schema knows at a path, for suggestions: `knownKeysAt(ConfigFile, ['routes', 0])`.
 * Empty where the path leads to no object of fixed keys.
 * @param input what was read; it says which of several kinds is meant
 */
export function knownKeysAt(
  schema: z.ZodType,
  path: readonly PropertyKey[],
  input?: unknown,
): string[] {
  let current: unknown = schema;
  let value = input;
  for (const step of path) {
    const bare = kindOf(withoutWrapping(current), value);
    if (bare instanceof z.ZodArray) current = bare.element;
    else if (bare instanceof z.ZodObject) current = (bare.shape as z.ZodRawShape)[String(step)];
    else return [];
    value = fieldOf(value, step);
  }
  const bare = kindOf(withoutWrapping(current), value);
  return bare instanceof z.ZodObject ? Object.keys(bare.shape) : [];
}

/** Of a union told apart by one field, the kind that the value names. */
function kindOf(schema: unknown, value: unknown): unknown {
  if (!(schema instanceof z.ZodDiscriminatedUnion)) return schema;
  const { discriminator, options } = schema.def;
  const named = fieldOf(value, discriminator);
  return options.find((option) => {
    const field = option instanceof z.ZodObject ? option.shape[discriminator] : undefined;
    return field instanceof z.ZodLiteral && field.value === named;
  });
}

const fieldOf = (value: unknown, step: PropertyKey): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined;

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
