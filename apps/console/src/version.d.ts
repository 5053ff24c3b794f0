/** The version of the product this console was built with; vite.config.ts puts it in. */
declare const VERSION: string;
