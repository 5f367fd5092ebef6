import { isWellFormed } from "./bytes.ts";
import type { Json } from "./canonical.ts";
import { err, ok, type Result } from "./result.ts";

/** Where and why a text is not acceptable JSON. `offset` counts UTF-16 units from 0. */
export interface JsonFault {
  readonly reason:
    | "not-json"
    | "duplicate-key"
    | "too-deep"
    | "lone-surrogate"
    | "number-out-of-range"
    | "trailing-text";
  readonly offset: number;
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORDS = { true: true, false: false, null: null } as const;

class Fault extends Error {
  readonly reason: JsonFault["reason"];
  readonly offset: number;
  constructor(reason: JsonFault["reason"], offset: number) {
    super(reason);
    this.reason = reason;
    this.offset = offset;
  }
}

/**
 * Parses JSON (RFC 8259) more strictly than `JSON.parse`: a duplicate key, a lone surrogate, a number that
 * a double cannot hold, more than `maxDepth` levels (64 unless told) or text after the value is a fault.
 * Objects have no prototype surprises: `__proto__` is an ordinary own key.
 */
export function parseStrictJson(text: string, maxDepth = 64): Result<Json, JsonFault> {
  try {
    return ok(new Parser(text, maxDepth).document());
  } catch (fault) {
    if (fault instanceof Fault) return err({ reason: fault.reason, offset: fault.offset });
    throw fault;
  }
}

/** Sets an own member whatever its name: plain assignment to `__proto__` would set the prototype. */
function own(object: { [key: string]: Json }, key: string, value: Json): void {
  if (key !== "__proto__") object[key] = value;
  else Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
}

class Parser {
  private at = 0;
  private readonly text: string;
  private readonly maxDepth: number;

  constructor(text: string, maxDepth: number) {
    this.text = text;
    this.maxDepth = maxDepth;
  }

  document(): Json {
    const value = this.value(0);
    this.space();
    if (this.at < this.text.length) throw new Fault("trailing-text", this.at);
    return value;
  }

  private space(): void {
    while (" \t\n\r".includes(this.text[this.at] ?? "x")) this.at++;
  }

  private value(depth: number): Json {
    if (depth > this.maxDepth) throw new Fault("too-deep", this.at);
    this.space();
    const char = this.text[this.at];
    if (char === "{") return this.object(depth);
    if (char === "[") return this.array(depth);
    if (char === '"') return this.string();
    if (char === "t" || char === "f" || char === "n") return this.word();
    return this.number();
  }

  private object(depth: number): Json {
    const out: { [key: string]: Json } = {};
    const seen = new Set<string>();
    this.at++;
    this.space();
    if (this.take("}")) return out;
    do {
      this.space();
      const keyAt = this.at;
      if (this.text[this.at] !== '"') throw new Fault("not-json", this.at);
      const key = this.string();
      if (seen.has(key)) throw new Fault("duplicate-key", keyAt);
      seen.add(key);
      this.space();
      if (!this.take(":")) throw new Fault("not-json", this.at);
      own(out, key, this.value(depth + 1));
      this.space();
    } while (this.take(","));
    if (!this.take("}")) throw new Fault("not-json", this.at);
    return out;
  }

  private array(depth: number): Json {
    const out: Json[] = [];
    this.at++;
    this.space();
    if (this.take("]")) return out;
    do {
      out.push(this.value(depth + 1));
      this.space();
    } while (this.take(","));
    if (!this.take("]")) throw new Fault("not-json", this.at);
    return out;
  }

  private take(char: string): boolean {
    if (this.text[this.at] !== char) return false;
    this.at++;
    return true;
  }

  private string(): string {
    const start = this.at++;
    for (;;) {
      const char = this.text[this.at];
      if (char === '"') break;
      // Control characters, and the end of the text, may not stand unescaped in a string.
      if (char === undefined || char < " ") throw new Fault("not-json", this.at);
      this.at += char === "\\" ? 2 : 1;
    }
    this.at++;
    const out = this.parseQuoted(start);
    if (!isWellFormed(out)) throw new Fault("lone-surrogate", start);
    return out;
  }

  private parseQuoted(start: number): string {
    try {
      return JSON.parse(this.text.slice(start, this.at)) as string;
    } catch {
      // A malformed escape; JSON.parse says the same less exactly.
      throw new Fault("not-json", start);
    }
  }

  private word(): Json {
    for (const [word, value] of Object.entries(WORDS)) {
      if (this.text.startsWith(word, this.at)) {
        this.at += word.length;
        return value;
      }
    }
    throw new Fault("not-json", this.at);
  }

  private number(): number {
    NUMBER.lastIndex = this.at;
    const match = NUMBER.exec(this.text)?.[0];
    if (!match) throw new Fault("not-json", this.at);
    const value = Number(match);
    const whole = !/[.eE]/.test(match);
    if (!Number.isFinite(value) || (whole && !Number.isSafeInteger(value))) {
      throw new Fault("number-out-of-range", this.at);
    }
    this.at += match.length;
    return value;
  }
}
