import type { SandboxCategory } from './sandbox-models.js';

const SIGNS: readonly (readonly [SandboxCategory, RegExp])[] = [
  ['translation', /\btranslat\w*|\bin (french|german|spanish)\b/i],
  [
    'extraction',
    /\bextract\w*|\blist (all|the|every)\b|\bfind (all|every|the) (e-?mail|date|name|number)/i,
  ],
  ['code', /```|\bfunction\b|\bcode\b|\bclass\b|\bbug\b|\b(type|java)script\b|\bpython\b|\bsql\b/i],
  ['math', /\d\s*[-+*/×÷]\s*\d|\bsolve\b|\bcalculat\w*|\bequation\b|\bhow (many|much)\b/i],
];

/** The kind of task a prompt is, by its words. */
export function classifyTask(prompt: string): SandboxCategory {
  return SIGNS.find(([, sign]) => sign.test(prompt))?.[0] ?? 'chat';
}
