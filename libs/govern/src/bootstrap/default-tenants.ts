/** The organisation that everything belongs to until someone makes another. */
export const DEFAULT_ORGANIZATION = 'default';
export const DEFAULT_WORKSPACE = 'default';
