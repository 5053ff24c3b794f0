import { type Document, LineCounter, parseDocument, type YAMLError } from 'yaml';

export interface SyntaxFault {
  offset: number;
  message: string;
}

/** Deeper than any sensible file; the parser recurses once a level. */
const MAX_DEPTH = 200;

/** What is said for the codes of the `yaml` package; its own texts quote the source, so they are not used. */
const MESSAGES: Record<string, string> = {
  TAB_AS_INDENT: 'a tab is used for indentation; YAML allows only spaces',
  MULTIPLE_DOCS: 'a second document begins here; the file must hold one',
  MISSING_CHAR: 'a closing quote, bracket or a ":" is missing',
  BAD_INDENT: 'the indentation does not match the lines above',
  BLOCK_AS_IMPLICIT_KEY: 'a mapping cannot begin here; check the indentation, or quote the text',
  MULTILINE_IMPLICIT_KEY: 'not a "key: value" line; a space is needed after the colon',
  BAD_SCALAR_START: 'text that begins with this character must be quoted',
  BAD_DQ_ESCAPE: 'not an escape of double-quoted text; write \\\\ for a backslash',
  TAG_RESOLVE_FAILED: 'tags (!name) are not supported',
  BAD_ALIAS: 'not a valid anchor or alias',
};

/**
 * Parses YAML 1.2 (JSON is YAML) into its syntax tree.
 * Never throws and never quotes the source, which may hold secrets.
 */
export function parseYamlDocument(
  text: string,
):
  | { ok: true; document: Document; lines: LineCounter }
  | { ok: false; fault: SyntaxFault; lines: LineCounter } {
  const lines = new LineCounter();
  const tooDeep = findDeepNesting(text);
  if (tooDeep !== undefined) {
    lines.addNewLine(0);
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1))
      lines.addNewLine(at + 1);
    return { ok: false, fault: { offset: tooDeep, message: 'nested too deeply' }, lines };
  }
  let document: Document;
  try {
    document = parseDocument(text, {
      version: '1.2',
      lineCounter: lines,
      logLevel: 'error',
      prettyErrors: false,
      uniqueKeys: false, // ours is linear and names the first place
    });
  } catch {
    return { ok: false, fault: { offset: 0, message: 'cannot be read as YAML' }, lines };
  }
  const error = document.errors[0] ?? document.warnings[0];
  if (error) return { ok: false, fault: explainSyntax(error, text), lines };
  if (document.directives?.yaml.explicit && document.directives.yaml.version !== '1.2')
    return { ok: false, fault: { offset: 0, message: 'only YAML 1.2 is supported' }, lines };
  return { ok: true, document, lines };
}

function explainSyntax(error: YAMLError, text: string): SyntaxFault {
  const offset = Math.min(error.pos[0], text.length);
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const line = text.slice(lineStart, offset + 1);
  if (/[[{,].*\$\{$/.test(line))
    return { offset, message: 'inside { } or [ ], write "${NAME}" in quotes' };
  return { offset, message: MESSAGES[error.code] ?? 'this is not valid YAML' };
}

/** The offset at which brackets, or dashes on one line, nest deeper than {@link MAX_DEPTH}. */
function findDeepNesting(text: string): number | undefined {
  let brackets = 0;
  let dashes = 0;
  for (let offset = 0; offset < text.length; offset++) {
    const character = text[offset];
    if (character === '[' || character === '{') brackets++;
    else if ((character === ']' || character === '}') && brackets > 0) brackets--;
    else if ((character === '-' || character === '?') && /\s/.test(text[offset + 1] ?? ''))
      dashes++;
    else if (character !== ' ') dashes = 0;
    if (brackets > MAX_DEPTH || dashes > MAX_DEPTH) return offset;
  }
  return undefined;
}
