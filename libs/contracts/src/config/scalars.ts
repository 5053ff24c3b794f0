import { z } from 'zod';

/** Ids people choose: shown in URLs, model names and metrics, so a small alphabet. */
export const ResourceId = z
  .string()
  .regex(
    /^[a-zA-Z0-9][a-zA-Z0-9._-]{0,63}$/,
    'must be 1 to 64 letters, digits, ".", "_" or "-", and start with a letter or digit',
  );

/** A decimal USD amount as a string: `"100.00"`. Strings, because a YAML float is not exact. */
export const UsdAmount = z
  .string('must be a decimal USD amount in quotes, such as "100.00"')
  .regex(/^\d{1,9}(\.\d{1,9})?$/, 'must be a decimal USD amount in quotes, such as "100.00"');

/** USD per million tokens, as a string. */
export const UsdPerMillion = z
  .string('must be USD per million tokens in quotes, such as "0.15"')
  .regex(/^\d{1,9}(\.\d{1,9})?$/, 'must be USD per million tokens in quotes, such as "0.15"');

export const Milliseconds = z.int().min(1).max(86_400_000);
export const Count = z.int().min(1).max(1_000_000_000);

/** A route id, `provider/model` or a bare model name. */
export const ModelName = z.string().min(1).max(256);

/**
 * A model name in which `*` stands for any text: `main/*`. The only wildcard: `?` or `[a-z]` would
 * be taken literally, match nothing and so silently refuse every request.
 */
export const ModelPattern = z
  .string()
  .max(256)
  .regex(
    /^[a-zA-Z0-9._:@/*+-]+$/,
    'must be a model name in which * stands for any text, such as "main/*"; no other wildcard exists',
  );
