/** A valid file to be broken by tests: two providers for all and one of the workspace acme. */
export const PROVIDERS = `version: 1
providers:
  - id: main
    type: openai
    api_key: x
    models: [{ id: gpt-4o }, { id: shared }]
  - { id: other, type: anthropic, api_key: x, models: [{ id: shared }, { id: a/b }] }
  - { id: open, type: openai-compatible, base_url: https://example.com/v1, workspace: acme, models: [] }
workspaces:
  - { id: acme }
`;
export const routes = (text: string) => `${PROVIDERS}routes: ${text}\n`;
export const provider = (text: string) => `version: 1\nproviders: [{ id: p, ${text} }]\n`;
export const workspace = (text: string) =>
  PROVIDERS.replace('- { id: acme }', `- { id: acme, ${text} }`);
