const WORDS: Record<string, string> = {
  id: 'ID',
  rpm: 'Requests a minute',
  tpm: 'Tokens a minute',
  max_parallel: 'Requests at once',
  usd: 'USD',
  zdr: 'Zero retention',
  base_url: 'Base URL',
  url: 'URL',
  api_key: 'API key',
  api_keys: 'API keys',
};

/** The name of a field as people read it: `max_quality_loss` is “Max quality loss”. */
export function labelOf(name: string): string {
  if (WORDS[name]) return WORDS[name];
  const text = name.replace(/_ms$/, ' (ms)').replace(/_s$/, ' (s)').replaceAll('_', ' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}
