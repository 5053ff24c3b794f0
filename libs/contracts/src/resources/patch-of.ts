import { z } from 'zod';

type Nullish<Shape extends z.core.$ZodLooseShape> = {
  [Name in keyof Shape]: Shape[Name] extends z.ZodType
    ? z.ZodOptional<z.ZodNullable<Shape[Name]>>
    : never;
};

/** The schema of a change: an absent field stays, null clears it, anything else replaces it. */
export const patchOf = <Shape extends Record<string, z.ZodType>>(schema: z.ZodObject<Shape>) =>
  z.strictObject(
    Object.fromEntries(
      Object.entries(schema.shape).map(([name, field]) => [name, field.nullish()]),
    ) as Nullish<Shape>,
  );
