import { createHash } from 'node:crypto';
import type { CategoryConfig } from './category-config.js';

export interface TemplateMatch {
  category: string;
  detail: string;
}

/**
 * Finds the category whose template or example a system prompt is, word for word. Production
 * traffic repeats its system prompts, so this decides most of it exactly. Null: there is nothing to
 * compare with. A prompt is hashed only when one of its length is known.
 */
export function indexTemplates(
  categories: readonly CategoryConfig[],
): ((systemText: string) => TemplateMatch | undefined) | null {
  const byText = new Map<string, TemplateMatch>();
  const lengths = new Set<number>();
  for (const { name, templates = [], examples = [] } of categories)
    for (const text of [...templates, ...examples]) {
      const trimmed = text.trim();
      if (trimmed === '' || byText.has(trimmed)) continue;
      lengths.add(trimmed.length);
      byText.set(trimmed, {
        category: name,
        detail: `the system prompt ${fingerprintTemplate(trimmed)} is a template of ${name}`,
      });
    }
  if (byText.size === 0) return null;
  return (systemText) => {
    const trimmed = systemText.trim();
    return lengths.has(trimmed.length) ? byText.get(trimmed) : undefined;
  };
}

/** What a system prompt is called in logs: the first 16 hexadecimal digits of its SHA-256. */
export const fingerprintTemplate = (systemText: string): string =>
  createHash('sha256').update(systemText.trim()).digest('hex').slice(0, 16);
