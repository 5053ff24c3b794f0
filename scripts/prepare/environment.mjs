/** The environment, read here for all scripts. */
export const environment = process.env;
