/** What vendors append to a model's name for a dated or pinned version of it. */
const VERSION_SUFFIX = /(-20\d{6}|-20\d\d-\d\d-\d\d|-latest|-\d{3}|@\d{8}|@default)$/;

/** A model's name and, for a dated or pinned version, the name of what it is a version of. */
export function namesOfVersion(name: string): readonly string[] {
  const plain = name.replace(VERSION_SUFFIX, '');
  return plain === name ? [name] : [name, plain];
}
