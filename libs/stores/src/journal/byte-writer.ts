const INITIAL_BYTES = 256 * 1024;
/** A buffer that a large body made grow beyond this is not kept. */
const LARGEST_KEPT_BYTES = 4 * 1024 * 1024;
/** Shorter texts have fewer than 128 bytes in UTF-8, so their length takes one byte. */
const SHORT_TEXT = 42;
const TWO_32 = 0x1_0000_0000;

/** Writes values one after another into memory that grows, in ClickHouse's RowBinary encoding. */
export class ByteWriter {
  buffer: Buffer = Buffer.allocUnsafeSlow(INITIAL_BYTES);
  length = 0;

  /** Forgets what was written. */
  clear(): void {
    this.length = 0;
    if (this.buffer.length > LARGEST_KEPT_BYTES)
      this.buffer = Buffer.allocUnsafeSlow(INITIAL_BYTES);
  }

  /** Makes room and returns where the next byte goes. */
  reserve(bytes: number): number {
    const needed = this.length + bytes;
    if (needed > this.buffer.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(needed, this.buffer.length * 2));
      this.buffer.copy(larger, 0, 0, this.length);
      this.buffer = larger;
    }
    return this.length;
  }

  uint8(value: number): void {
    const at = this.reserve(1);
    this.buffer[at] = value;
    this.length = at + 1;
  }

  uint16(value: number): void {
    this.length = this.buffer.writeUInt16LE(value, this.reserve(2));
  }

  uint32(value: number): void {
    this.length = this.buffer.writeUInt32LE(value, this.reserve(4));
  }

  /** A non-negative whole number below 2^53 as 64 bits. */
  uint64(value: number): void {
    const at = this.reserve(8);
    this.buffer.writeUInt32LE(value % TWO_32, at);
    this.length = this.buffer.writeUInt32LE(Math.floor(value / TWO_32), at + 4);
  }

  int64(value: bigint): void {
    this.length = this.buffer.writeBigInt64LE(value, this.reserve(8));
  }

  /** Unsigned LEB128. */
  varint(value: number): void {
    let at = this.reserve(5);
    let rest = value;
    while (rest > 127) {
      this.buffer[at++] = (rest & 127) | 128;
      rest >>>= 7;
    }
    this.buffer[at++] = rest;
    this.length = at;
  }

  /** Bytes without their length. */
  raw(bytes: Buffer): void {
    const at = this.reserve(bytes.length);
    this.length = at + bytes.copy(this.buffer, at);
  }

  /** Text without its length. */
  text(value: string): void {
    const at = this.reserve(value.length * 3);
    this.length = at + this.buffer.write(value, at);
  }

  /** A RowBinary `String`: its length in bytes, then the bytes. */
  string(value: string | Buffer): void {
    if (typeof value !== 'string') {
      this.varint(value.length);
      this.raw(value);
    } else if (value.length <= SHORT_TEXT) {
      const at = this.reserve(1 + value.length * 3);
      const bytes = value.length === 0 ? 0 : this.buffer.write(value, at + 1);
      this.buffer[at] = bytes;
      this.length = at + 1 + bytes;
    } else {
      this.varint(Buffer.byteLength(value));
      this.text(value);
    }
  }

  /** A RowBinary `Nullable(String)`. */
  nullableString(value: string | Buffer | null): void {
    this.uint8(value === null ? 1 : 0);
    if (value !== null) this.string(value);
  }

  /** A RowBinary `Nullable(Float64)`. */
  nullableFloat64(value: number | null): void {
    this.uint8(value === null ? 1 : 0);
    if (value !== null) this.length = this.buffer.writeDoubleLE(value, this.reserve(8));
  }

  /** A RowBinary `Array(String)`. */
  strings(values: readonly string[]): void {
    this.varint(values.length);
    for (const value of values) this.string(value);
  }
}
