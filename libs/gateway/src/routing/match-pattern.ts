/**
 * Compiles `allowed_models`: `*` stands for any text, everything else for itself.
 * @returns null for "every model", so that the common case asks nothing.
 */
export function compilePatterns(patterns: readonly string[] | null): NamePredicate | null {
  if (patterns === null) return null;
  const exact = new Set(patterns.filter((pattern) => !pattern.includes('*')));
  const globs = patterns.filter((pattern) => pattern.includes('*')).map((glob) => glob.split('*'));
  return (name) => exact.has(name) || globs.some((pieces) => matchesPieces(name, pieces));
}

export type NamePredicate = (name: string) => boolean;

/** Takes each piece at its earliest place: linear, where a regular expression may backtrack. */
function matchesPieces(name: string, pieces: readonly string[]): boolean {
  const first = pieces[0]!;
  const last = pieces.at(-1)!;
  if (name.length < first.length + last.length) return false;
  if (!name.startsWith(first) || !name.endsWith(last)) return false;
  const end = name.length - last.length;
  let position = first.length;
  for (const piece of pieces.slice(1, -1)) {
    const found = name.indexOf(piece, position);
    if (found < 0 || found + piece.length > end) return false;
    position = found + piece.length;
  }
  return true;
}
