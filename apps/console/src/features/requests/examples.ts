/** A way to send a first request, to be copied. */
export interface Example {
  name: string;
  write: (origin: string, model: string) => string;
}

const hello = (model: string) =>
  JSON.stringify({ model, messages: [{ role: 'user', content: 'Hello' }] });

export const EXAMPLES: readonly Example[] = [
  {
    name: 'curl',
    write: (origin, model) =>
      [
        `curl ${origin}/v1/chat/completions \\`,
        `  -H "authorization: Bearer $WEIGHBRIDGE_KEY" \\`,
        `  -H "content-type: application/json" \\`,
        `  -d '${hello(model)}'`,
      ].join('\n'),
  },
  {
    name: 'Python',
    write: (origin, model) =>
      [
        'from openai import OpenAI',
        '',
        `client = OpenAI(base_url="${origin}/v1", api_key="YOUR_KEY")`,
        'answer = client.chat.completions.create(',
        `    model="${model}",`,
        '    messages=[{"role": "user", "content": "Hello"}],',
        ')',
        'print(answer.choices[0].message.content)',
      ].join('\n'),
  },
  {
    name: 'TypeScript',
    write: (origin, model) =>
      [
        "import OpenAI from 'openai';",
        '',
        `const client = new OpenAI({ baseURL: '${origin}/v1', apiKey: 'YOUR_KEY' });`,
        'const answer = await client.chat.completions.create({',
        `  model: '${model}',`,
        "  messages: [{ role: 'user', content: 'Hello' }],",
        '});',
        'console.log(answer.choices[0].message.content);',
      ].join('\n'),
  },
  {
    name: 'Environment',
    write: (origin) =>
      [`export OPENAI_BASE_URL=${origin}/v1`, 'export OPENAI_API_KEY=YOUR_KEY'].join('\n'),
  },
];
