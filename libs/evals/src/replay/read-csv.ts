/** One record of a CSV file. */
export interface CsvRecord {
  /** Line of the file on which it begins, from 1. */
  line: number;
  fields: string[];
}

const COMMA = 44;
const QUOTE = 34;
const NEWLINE = 10;
const RETURN = 13;
const BYTE_ORDER_MARK = 0xfeff;

/** Where the reader stands: before a field, in a plain or quoted one, or behind a quote in the latter. */
type Place = 'start' | 'plain' | 'quoted' | 'quote';

/**
 * Reads CSV from text in pieces (RFC 4180: a quoted field may hold commas, line ends and doubled quotes;
 * lines end in LF or CRLF; a byte order mark and empty lines are passed over).
 * Throws an Error naming the line where a quoted field is never closed or goes on behind its quote.
 */
export async function* readCsv(pieces: AsyncIterable<string>): AsyncGenerator<CsvRecord> {
  const reader = new CsvReader();
  for await (const piece of pieces) yield* reader.read(piece);
  yield* reader.finish();
}

class CsvReader {
  private place: Place = 'start';
  private fields: string[] = [];
  private field = '';
  private line = 1;
  private recordLine = 1;
  private begun = false;

  /** The records that end in this piece. */
  *read(piece: string): Generator<CsvRecord> {
    let from = !this.begun && piece.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : 0;
    this.begun ||= piece.length > 0;
    for (let at = from; at < piece.length; at++) {
      const code = piece.charCodeAt(at);
      if (this.place === 'quoted') {
        if (code === NEWLINE) this.line++;
        if (code !== QUOTE) continue;
        this.field += piece.slice(from, at);
        this.place = 'quote';
        from = at + 1;
      } else if (code === COMMA) {
        this.endField(piece.slice(from, at));
        from = at + 1;
      } else if (code === NEWLINE) {
        this.endField(piece.slice(from, at), true);
        yield* this.endRecord();
        from = at + 1;
      } else if (code === QUOTE && this.place !== 'plain') {
        if (this.place === 'quote') this.field += '"';
        this.place = 'quoted';
        from = at + 1;
      } else if (this.place !== 'quote') {
        if (code !== RETURN) this.place = 'plain';
      } else if (code === RETURN) {
        from = at + 1;
      } else throw new Error(`line ${this.line}: text behind a closing quote`);
    }
    this.field += piece.slice(from);
  }

  /** The record that the end of the file closes. */
  *finish(): Generator<CsvRecord> {
    if (this.place === 'quoted')
      throw new Error(`line ${this.recordLine}: a quoted field is never closed`);
    this.endField('', true);
    yield* this.endRecord();
  }

  /** `last`: of its record, so that a carriage return before the line end is no text. */
  private endField(text: string, last = false): void {
    const field = this.field + text;
    const ends = last && this.place !== 'quote' && field.endsWith('\r');
    this.fields.push(ends ? field.slice(0, -1) : field);
    this.field = '';
    this.place = 'start';
  }

  private *endRecord(): Generator<CsvRecord> {
    const empty = this.fields.length === 1 && this.fields[0] === '';
    if (!empty) yield { line: this.recordLine, fields: this.fields };
    this.fields = [];
    this.line++;
    this.recordLine = this.line;
  }
}
