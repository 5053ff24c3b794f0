import { z } from 'zod';

/** A schema as forms use it: what it checks, and what it says about its fields. */
export type InputSchema = z.ZodType;

/** The part of JSON Schema (draft 2020-12) that our schemas come to. */
export interface JsonSchema {
  type?: string;
  const?: unknown;
  enum?: unknown[];
  description?: string;
  default?: unknown;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  additionalProperties?: JsonSchema | boolean;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  minimum?: number;
  maximum?: number;
  format?: string;
}

/** A schema as JSON Schema of what is given to it, so that a form can be made from it. */
export const describeInput = (schema: InputSchema): JsonSchema =>
  z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema;

/** A fault in what was given: the path of the field and what is wrong with it. */
export interface InputFault {
  path: string;
  message: string;
}

/** Checks a value as the server will; fields are named `limits.rpm`, `targets.0.model`. */
export function checkInput(schema: InputSchema, value: unknown): InputFault[] {
  const result = schema.safeParse(value);
  if (result.success) return [];
  return result.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
}
