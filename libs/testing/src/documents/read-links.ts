/** A link of a Markdown document to a file of the repository. */
export interface Link {
  /** 1 for the first line. */
  line: number;
  /** Relative to the document; empty for the document itself. */
  path: string;
  /** The heading it names; empty: none. */
  anchor: string;
}

const LINK = /!?\[[^\]]*\]\(([^)\s]+)\)/g;
const CODE_FENCE = /^\s*```/;
const CODE_SPAN = /`[^`]*`/g;
const HEADING = /^#{1,6}\s+(.*)$/;

/** The relative links of a document; addresses elsewhere and examples in code are none. */
export function readLinks(markdown: string): Link[] {
  return proseOf(markdown).flatMap(({ line, text }) =>
    [...text.replace(CODE_SPAN, '').matchAll(LINK)]
      .map(([, target]) => target!)
      .filter((target) => !/^[a-z][a-z+.-]*:/i.test(target))
      .map((target) => {
        const [path = '', anchor = ''] = target.split('#');
        return { line, path, anchor };
      }),
  );
}

/** The anchors that the headings of a document make, by GitHub's rule. */
export function readAnchors(markdown: string): Set<string> {
  return new Set(
    proseOf(markdown).flatMap(({ text }) => {
      const heading = HEADING.exec(text)?.[1];
      return heading === undefined ? [] : [anchorOf(heading)];
    }),
  );
}

const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-');

function proseOf(markdown: string): { line: number; text: string }[] {
  let fenced = false;
  return markdown.split('\n').flatMap((text, index) => {
    const edge = CODE_FENCE.test(text);
    if (edge) fenced = !fenced;
    return edge || fenced ? [] : [{ line: index + 1, text }];
  });
}
