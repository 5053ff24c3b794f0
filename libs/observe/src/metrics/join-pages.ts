/** What one process of an instance has to show. */
export interface MetricsPage {
  /** The value of the label `process`. */
  process: string;
  /** In Prometheus' text format 0.0.4. */
  text: string;
}

interface Family {
  /** `# HELP` and `# TYPE`, as the first page has them. */
  head: Set<string>;
  samples: string;
}

/**
 * The pages of several processes as one: each family once, as the format demands, its samples marked with
 * their process. Sums over processes are left to whoever reads it: of a gauge there may be none.
 * Format: https://prometheus.io/docs/instrumenting/exposition_formats/
 */
export function joinPages(pages: readonly MetricsPage[]): string {
  const families = new Map<string, Family>();
  for (const { process, text } of pages) {
    let family: Family = { head: new Set(), samples: '' };
    for (const line of text.split('\n')) {
      if (line.startsWith('# ')) {
        family = familyOf(families, line.split(' ', 3)[2]!);
        if (family.head.size < 2) family.head.add(line);
      } else if (line !== '') family.samples += `${withProcess(line, process)}\n`;
    }
  }
  return [...families.values()]
    .map(({ head, samples }) => `${[...head].join('\n')}\n${samples}`)
    .join('');
}

function familyOf(families: Map<string, Family>, name: string): Family {
  const known = families.get(name);
  if (known) return known;
  const family = { head: new Set<string>(), samples: '' };
  families.set(name, family);
  return family;
}

/** `name{a="b"} 1` or `name 1`; label values may hold braces, names hold none. */
function withProcess(sample: string, process: string): string {
  const end = sample.search(/[{ ]/);
  const label = `process="${process}"`;
  return sample[end] === '{'
    ? `${sample.slice(0, end)}{${label},${sample.slice(end + 1)}`
    : `${sample.slice(0, end)}{${label}}${sample.slice(end)}`;
}
