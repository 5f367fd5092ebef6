import { err, ok, type Result } from "../kernel/result.ts";
import { MAX_JSON_DEPTH } from "./limits.ts";

/** JSON of an evidence file. A number that a double cannot hold exactly stays as the digits that the file wrote. */
export type EvidenceJson =
  | null
  | boolean
  | number
  | string
  | readonly EvidenceJson[]
  | { readonly [key: string]: EvidenceJson };

/** Where a text stops being acceptable JSON; `offset` counts UTF-16 units from 0. */
export interface EvidenceJsonFault {
  readonly reason: "not-json" | "duplicate-key" | "too-deep" | "trailing-text";
  readonly offset: number;
}

/** A value with the half-open range of the text that spells it. */
export interface LocatedJson {
  readonly value: EvidenceJson;
  readonly start: number;
  readonly end: number;
}

interface ParsedJson {
  readonly value: EvidenceJson;
  /** How many numbers stand as text because a double cannot hold them exactly. */
  readonly bigNumbers: number;
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const QUOTE = 34;
const BACKSLASH = 92;

class Fault extends Error {
  readonly reason: EvidenceJsonFault["reason"];
  readonly offset: number;
  constructor(reason: EvidenceJsonFault["reason"], offset: number) {
    super(reason);
    this.reason = reason;
    this.offset = offset;
  }
}

/**
 * Parses the JSON of an evidence file (RFC 8259). A duplicate key, more than `MAX_JSON_DEPTH` levels or text
 * after the value is a fault: two readers could read such a file differently. Unlike the kernel's strict parser
 * it keeps numbers that a double cannot hold exactly as text, because log indices and run ids are such, and says how
 * many.
 */
export function parseEvidenceJson(text: string): Result<ParsedJson, EvidenceJsonFault> {
  const scanner = new Scanner(text, null);
  return guarded(() => ({ value: scanner.document(), bigNumbers: scanner.bigNumbers }));
}

/** The value at the tokens of a JSON Pointer with its place in the text, or null where nothing stands there. */
export function locateJson(
  text: string,
  tokens: readonly string[],
): Result<LocatedJson | null, EvidenceJsonFault> {
  const scanner = new Scanner(text, tokens);
  return guarded(() => {
    scanner.document();
    return scanner.found;
  });
}

function guarded<T>(read: () => T): Result<T, EvidenceJsonFault> {
  try {
    return ok(read());
  } catch (fault) {
    if (fault instanceof Fault) return err({ reason: fault.reason, offset: fault.offset });
    throw fault;
  }
}

class Scanner {
  bigNumbers = 0;
  found: LocatedJson | null = null;
  private at = 0;
  private readonly text: string;
  private readonly wanted: readonly string[] | null;

  constructor(text: string, wanted: readonly string[] | null) {
    this.text = text;
    this.wanted = wanted;
  }

  document(): EvidenceJson {
    const value = this.value(0, this.wanted ? 0 : -1);
    this.space();
    if (this.at < this.text.length) throw new Fault("trailing-text", this.at);
    return value;
  }

  private space(): void {
    for (;;) {
      const code = this.text.charCodeAt(this.at);
      if (code !== 32 && code !== 10 && code !== 13 && code !== 9) return;
      this.at++;
    }
  }

  /** `matched` counts the wanted tokens that lead here, or is -1 away from the wanted path. */
  private value(depth: number, matched: number): EvidenceJson {
    if (depth > MAX_JSON_DEPTH) throw new Fault("too-deep", this.at);
    this.space();
    const start = this.at;
    const value = this.bare(depth, matched);
    if (this.wanted && matched === this.wanted.length) this.found = { value, start, end: this.at };
    return value;
  }

  private bare(depth: number, matched: number): EvidenceJson {
    switch (this.text.charCodeAt(this.at)) {
      case 123:
        return this.object(depth, matched);
      case 91:
        return this.array(depth, matched);
      case QUOTE:
        return this.string();
      case 116:
        return this.word("true", true);
      case 102:
        return this.word("false", false);
      case 110:
        return this.word("null", null);
      default:
        return this.number();
    }
  }

  private step(matched: number, token: string): number {
    return matched >= 0 && this.wanted?.[matched] === token ? matched + 1 : -1;
  }

  private object(depth: number, matched: number): EvidenceJson {
    const out: Record<string, EvidenceJson> = {};
    this.at++;
    this.space();
    if (this.take(125)) return out;
    do {
      this.space();
      const keyAt = this.at;
      if (this.text.charCodeAt(this.at) !== QUOTE) throw new Fault("not-json", this.at);
      const key = this.string();
      if (Object.hasOwn(out, key)) throw new Fault("duplicate-key", keyAt);
      this.space();
      if (!this.take(58)) throw new Fault("not-json", this.at);
      const value = this.value(depth + 1, this.step(matched, key));
      if (key === "__proto__") define(out, key, value);
      else out[key] = value;
      this.space();
    } while (this.take(44));
    if (!this.take(125)) throw new Fault("not-json", this.at);
    return out;
  }

  private array(depth: number, matched: number): EvidenceJson {
    const out: EvidenceJson[] = [];
    this.at++;
    this.space();
    if (this.take(93)) return out;
    do {
      out.push(this.value(depth + 1, matched < 0 ? -1 : this.step(matched, String(out.length))));
      this.space();
    } while (this.take(44));
    if (!this.take(93)) throw new Fault("not-json", this.at);
    return out;
  }

  private take(code: number): boolean {
    if (this.text.charCodeAt(this.at) !== code) return false;
    this.at++;
    return true;
  }

  private string(): string {
    const start = this.at++;
    let escaped = false;
    for (;;) {
      const code = this.text.charCodeAt(this.at);
      if (code === QUOTE) break;
      // NaN is the end of the text; control characters may not stand unescaped.
      if (!(code >= 32)) throw new Fault("not-json", this.at);
      if (code === BACKSLASH) {
        escaped = true;
        this.at++;
      }
      this.at++;
    }
    this.at++;
    return escaped ? this.unescaped(start) : this.text.slice(start + 1, this.at - 1);
  }

  private unescaped(start: number): string {
    try {
      return JSON.parse(this.text.slice(start, this.at)) as string;
    } catch {
      // A malformed escape: JSON.parse knows it, and only where it stands is ours to say.
      throw new Fault("not-json", start);
    }
  }

  private word<T extends EvidenceJson>(word: string, value: T): T {
    if (!this.text.startsWith(word, this.at)) throw new Fault("not-json", this.at);
    this.at += word.length;
    return value;
  }

  private number(): number | string {
    NUMBER.lastIndex = this.at;
    const digits = NUMBER.exec(this.text)?.[0];
    if (!digits) throw new Fault("not-json", this.at);
    this.at += digits.length;
    const value = Number(digits);
    if (isExact(digits, value)) return value;
    this.bigNumbers++;
    return digits;
  }
}

function define(out: Record<string, EvidenceJson>, key: string, value: EvidenceJson): void {
  Object.defineProperty(out, key, { value, enumerable: true, configurable: true, writable: true });
}

/** An integer within 2^53, or a decimal that the double says back: 1e-400 must not be read as 0. */
function isExact(digits: string, value: number): boolean {
  if (!Number.isFinite(value)) return false;
  if (!/[.eE]/.test(digits)) return Number.isSafeInteger(value);
  return decimalOf(digits) === decimalOf(String(value));
}

/** One spelling for every way to write a decimal: its significant digits and their exponent, without the sign. */
function decimalOf(text: string): string {
  const [mantissa = "", exponent = "0"] = text.replace(/^-/, "").toLowerCase().split("e");
  const [whole = "", fraction = ""] = mantissa.split(".");
  const digits = whole + fraction;
  let start = 0;
  let end = digits.length;
  while (start < end && digits[start] === "0") start++;
  while (end > start && digits[end - 1] === "0") end--;
  if (start === end) return "0";
  return `${digits.slice(start, end)}e${Number(exponent) - fraction.length + digits.length - end}`;
}
