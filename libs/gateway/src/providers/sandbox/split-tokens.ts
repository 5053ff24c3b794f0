/** Cuts text into pieces of about four characters: the sandbox's tokens. Joined, they are the text. */
export function splitTokens(text: string): string[] {
  return text.match(/\s*\S{1,5}|\s+$/gu) ?? [];
}

/** How many tokens the sandbox counts in a text. */
export function countTokens(text: string): number {
  return splitTokens(text).length;
}
