/** Letters, digits and what means nothing but itself in both syntaxes. */
const PLAIN = /[\w !"#%&',/:;<=>@`~-]/y;
/** A sign made plain, a word boundary, an ASCII digit or word character: the same in both syntaxes. */
const ESCAPE = /\\(?:[^\w\s]|[bdw])/y;
/** Of plain characters and ranges alone: classes of classes and negation differ beyond ASCII. */
const CLASS = /\[(?:[\w !"#%&',/:;<=>@`~]-[\w]|[\w !"#%&',/:;<=>@`~])+\]/y;
const ANCHOR = /[\^$]/y;

/**
 * In how many ways an expression without repetition can be walked through: what a backtracking engine
 * tries at most at each place of a text. `x?` are two ways, `a|b|c` three, one after the other they
 * multiply.
 * @returns null for an expression that repeats, or whose syntax RE2 and JavaScript could read differently
 */
export function countPaths(source: string): number | null {
  let at = 0;

  function eat(token: RegExp): boolean {
    token.lastIndex = at;
    if (!token.test(source)) return false;
    at = token.lastIndex;
    return true;
  }

  function alternatives(): number | null {
    let sum = 0;
    do {
      const ways = sequence();
      if (ways === null) return null;
      sum += ways;
    } while (source[at] === '|' && ++at);
    return sum;
  }

  function sequence(): number | null {
    let product = 1;
    while (at < source.length && source[at] !== '|' && source[at] !== ')') {
      if (eat(ANCHOR)) continue;
      const ways = element();
      if (ways === null) return null;
      const isOptional = source[at] === '?';
      if (isOptional) at++;
      product *= isOptional ? ways + 1 : ways;
    }
    return product;
  }

  function element(): number | null {
    if (eat(PLAIN) || eat(ESCAPE) || eat(CLASS)) return 1;
    if (!eat(/\((?:\?:)?(?!\?)/y)) return null;
    const ways = alternatives();
    return ways !== null && source[at++] === ')' ? ways : null;
  }

  const ways = alternatives();
  return at === source.length ? ways : null;
}
