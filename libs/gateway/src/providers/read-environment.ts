import type { EnvironmentAccount, VendorFacts } from '@weighbridge/contracts/config/vendor-facts';

type ReadEnvironment = VendorFacts['readEnvironment'];

/** An account of nothing but a key, under the first of these names that is set. */
export const keyFrom =
  (...names: string[]): ReadEnvironment =>
  (variables) => {
    const name = names.find((candidate) => variables[candidate]);
    return name === undefined ? null : { api_key: variables[name]! };
  };

/** For vendors that never appear by themselves. */
export const neverFromEnvironment: ReadEnvironment = () => null;

/** An account without the settings that nobody gave. */
export function accountOf(
  fields: Readonly<{ [Field in keyof EnvironmentAccount]: EnvironmentAccount[Field] | undefined }>,
): EnvironmentAccount {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value),
  ) as EnvironmentAccount;
}
