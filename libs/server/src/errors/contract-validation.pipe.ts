import { invalidInput } from '@weighbridge/govern/resources/invalid-input';
import { StandardSchemaValidationPipe } from '@nestjs/common';

type Schema = Parameters<typeof invalidInput>[0];
type Issues = Parameters<typeof invalidInput>[1];

/** Checks every input against its schema and says which field is at fault and how to mend it. */
export class ContractValidationPipe extends StandardSchemaValidationPipe {
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
