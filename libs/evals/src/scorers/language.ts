import { francAll } from 'franc-min';
import { passIf, partial, type Score, Unscorable } from './score.js';
import type { ScorerDefinition } from './scorer-definition.js';
import { textOf } from './subject.js';

/** ISO 639-1 → ISO 639-3 of the languages that franc-min tells apart and that have a short code. */
const CODES: Readonly<Record<string, string>> = {
  ...{ am: 'amh', ar: 'arb', az: 'azj', be: 'bel', bg: 'bul', bn: 'ben', bs: 'bos', cs: 'ces' },
  ...{ de: 'deu', el: 'ell', en: 'eng', es: 'spa', fa: 'pes', fr: 'fra', gu: 'guj', ha: 'hau' },
  ...{ hi: 'hin', hr: 'hrv', hu: 'hun', id: 'ind', ig: 'ibo', it: 'ita', ja: 'jpn', jv: 'jav' },
  ...{ kk: 'kaz', kn: 'kan', ko: 'kor', ml: 'mal', mr: 'mar', ms: 'zlm', my: 'mya' },
  ...{ ne: 'npi', nl: 'nld', ny: 'nya', pa: 'pan', pl: 'pol', pt: 'por', ro: 'ron', ru: 'rus' },
  ...{ rw: 'kin', si: 'sin', so: 'som', sr: 'srp', sv: 'swe', ta: 'tam', te: 'tel', th: 'tha' },
  ...{ tl: 'tgl', tr: 'tur', uk: 'ukr', ur: 'urd', uz: 'uzn', vi: 'vie', yo: 'yor', zh: 'cmn' },
  ...{ zu: 'zul' },
};
const KNOWN: ReadonlySet<string> = new Set(Object.values(CODES));

/** Fewer letters of a script that several languages share cannot be told apart. */
const LEAST_LETTERS = 20;
/** A language this near to the likeliest is taken for it too. */
const NEAR = 0.95;

/** The output is in a language. */
export const language: ScorerDefinition<'language'> = {
  check: ({ value }) =>
    value === undefined || KNOWN.has(CODES[value] ?? value)
      ? []
      : [{ key: 'value', message: 'is not a language that can be told from others' }],
  score({ value }, { input, output }): Score {
    const expected = value === undefined ? likeliest(textOf(input)) : (CODES[value] ?? value);
    if (expected === null) throw new Unscorable('the language of the input cannot be told');
    const found = guess(output);
    if (found === null) return partial(0.5, 'the output is too short to tell its language');
    const [best] = found;
    const score = found.find(([code]) => code === expected)?.[1] ?? 0;
    return passIf(
      score >= NEAR,
      `the output is in the language ${expected}`,
      `the output looks like the language ${best![0]}, expected ${expected}`,
    );
  },
};

const likeliest = (text: string): string | null => guess(text)?.[0]?.[0] ?? null;

/** Languages with how likely they are, the likeliest first and 1; null: too short to tell. */
function guess(text: string): [string, number][] | null {
  const found = francAll(text, { minLength: 3 });
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const isOpen = found.length > 1 && letters < LEAST_LETTERS;
  return isOpen || found[0]?.[0] === 'und' ? null : found;
}
