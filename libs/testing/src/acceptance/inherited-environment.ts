/** Set by this suite or by whoever runs it; a product under test must not pick up a real account. */
const NOT_INHERITED =
  /^(WB_|NODE_OPTIONS$|JEST_|DATABASE_URL|CLICKHOUSE_URL|REDIS_URL|OTEL_|AWS_|AZURE_)|_API_KEY$/;

/** The environment a started product inherits: the machine's, without settings and provider keys. */
export function inheritedEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !NOT_INHERITED.test(name)),
  );
}

/** A whole number that whoever runs the suite may set, such as the number of kills. */
export function readSetting(name: string, fallback: number): number {
  const text = process.env[name];
  return text === undefined || text === '' ? fallback : Number(text);
}

/** True where absence of a tool is a failure and the long variants run. */
export function isContinuousIntegration(): boolean {
  return process.env['CI'] === 'true';
}
