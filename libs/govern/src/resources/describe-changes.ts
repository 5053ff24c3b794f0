const SECRET_FIELDS = new Set(['api_key', 'api_keys', 'headers', 'password', 'key']);

/** What an audit record says of an input: every field given, secrets by their name alone. */
export const describeChanges = (input: object): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(input)
      .filter(([, value]) => value !== undefined)
      .map(([field, value]) => [field, SECRET_FIELDS.has(field) ? '(secret)' : value]),
  );
