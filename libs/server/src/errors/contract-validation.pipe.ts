import { ApiError } from '@weighbridge/contracts/errors/api-error';
import { formatPath } from '@weighbridge/govern/configuration/reading/finding';
import { invalidInput } from '@weighbridge/govern/resources/invalid-input';
import { type ArgumentMetadata, StandardSchemaValidationPipe } from '@nestjs/common';
import { findNul } from './find-nul.js';

type Schema = Parameters<typeof invalidInput>[0];
type Issues = Parameters<typeof invalidInput>[1];

/** Checks every input against its schema and says which field is at fault and how to mend it. */
export class ContractValidationPipe extends StandardSchemaValidationPipe {
  override async transform<T = unknown>(value: T, metadata: ArgumentMetadata): Promise<T> {
    if (metadata.type !== 'custom') refuseNul(value, metadata);
    return super.transform(value, metadata);
  }

  protected override async validate<T>(
    ...[value, schema, options]: Parameters<StandardSchemaValidationPipe['validate']>
  ) {
    const result = await super.validate<T>(value, schema, options);
    if (result.issues) {
      throw invalidInput(schema as Schema, result.issues as unknown as Issues, value);
    }
    return result;
  }
}

function refuseNul(value: unknown, { data }: ArgumentMetadata): void {
  const path = findNul(value);
  if (path === null) return;
  const param = formatPath(data === undefined ? path : [data, ...path]);
  throw new ApiError(
    'invalid_request',
    `${param === '' ? 'the body' : param} must not hold the character U+0000`,
    { param: param === '' ? null : param },
  );
}
