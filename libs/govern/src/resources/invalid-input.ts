import type { ConfigFile } from '@weighbridge/contracts/config/config-file';
import { knownKeysAt } from '@weighbridge/contracts/config/known-keys';
import { ApiError } from '@weighbridge/contracts/errors/api-error';
import { suggestNearest } from '@weighbridge/kernel/suggest-nearest';
import { explainIssue } from '../configuration/reading/explain-issue.js';
import { formatPath, type Path } from '../configuration/reading/finding.js';

type Schema = Parameters<typeof knownKeysAt>[0];
type Issue = NonNullable<ReturnType<typeof ConfigFile.safeParse>['error']>['issues'][number];

/** Says which field of an input is at fault and how to mend it. */
export function invalidInput(schema: Schema, issues: readonly Issue[], input: unknown): ApiError {
  const [first] = issues;
  // A misspelt field is also a missing one: the misspelling says more.
  const issue = issues.find(({ code }) => code === 'unrecognized_keys') ?? first;
  if (!issue) return new ApiError('invalid_request', 'the request is not valid');
  if (issue.code === 'unrecognized_keys') return unknownField(schema, issue, input);
  const [finding] = explainIssue(issue, input);
  const param = formatPath(finding?.path ?? (issue.path as Path));
  const hint = finding?.suggestion === undefined ? '' : `; did you mean ${finding.suggestion}?`;
  const message = (finding?.message ?? issue.message) + hint;
  return new ApiError(
    'invalid_request',
    param === '' ? `the body ${message}` : `${param} ${message}`,
    {
      param: param === '' ? null : param,
    },
  );
}

/** Reads an input. @throws ApiError `invalid_request` naming the field. */
export function readInput<Output>(schema: Schema & { _output: Output }, input: unknown): Output {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data as Output;
  throw invalidInput(schema, parsed.error.issues, input);
}

function unknownField(
  schema: Schema,
  issue: Extract<Issue, { code: 'unrecognized_keys' }>,
  input: unknown,
): ApiError {
  const [field = ''] = issue.keys;
  const path = issue.path as Path;
  const known = knownKeysAt(schema, path, input);
  const nearest = suggestNearest(field, known);
  const hint = nearest ? `did you mean ${nearest}?` : `known here: ${known.join(', ')}`;
  const param = formatPath([...path, field]);
  return new ApiError('invalid_request', `unknown field ${param}; ${hint}`, { param });
}
