// A text that an expression matches, for the small expressions that redaction profiles use.

/** Some text that the expression matches. Throws where none of the tries does. */
export function matching(pattern: string): string {
  const expression = new RegExp(pattern, "u");
  const tries = [written(pattern), ...SAMPLES];
  const found = tries.find((text) => expression.test(`It says ${text} here.`));
  if (found === undefined) throw new Error(`no text is known that matches ${pattern}`);
  return found;
}

const SAMPLES = [
  "4111 1111 1111 1111",
  "4111111111111111",
  "AKIAIOSFODNN7EXAMPLE",
  "10.20.30.40",
  "somebody@example.test",
  "-----BEGIN PRIVATE KEY-----",
  "0x7ffe12345678",
  "password=hunter2hunter2",
  "token: abcdefabcdefabcdefabcdef",
  "vault.internal.example",
  "db01.prod.internal",
  "CVE-2026-12345",
];

/** The expression with each of its parts written out as the first thing that the part takes. */
function written(pattern: string): string {
  let at = 0;

  function alternatives(): string {
    let out = sequence();
    while (pattern[at] === "|") {
      at += 1;
      const other = sequence();
      if (out === "") out = other;
    }
    return out;
  }

  function sequence(): string {
    let out = "";
    while (at < pattern.length && pattern[at] !== "|" && pattern[at] !== ")") out += repeated(atom());
    return out;
  }

  function atom(): string {
    const char = pattern[at++] ?? "";
    if (char === "(") {
      const look = /^\?(<?[=!]|:|<[a-z]+>|[a-z]+:)/.exec(pattern.slice(at));
      if (look) at += look[0].length;
      const inner = alternatives();
      at += 1;
      return look && /[=!]/.test(look[0]) ? "" : inner;
    }
    if (char === "[") return set();
    if (char === "\\") return escaped(pattern[at++] ?? "");
    if (char === "^" || char === "$") return "";
    return char === "." ? "x" : char;
  }

  function set(): string {
    const end = pattern.indexOf("]", at);
    const inner = pattern.slice(at, end);
    at = end + 1;
    if (inner.startsWith("^")) return "~";
    return inner.startsWith("\\") ? escaped(inner[1] ?? "") : (inner[0] ?? "");
  }

  function repeated(text: string): string {
    const count = /^(\{(\d+)(,\d*)?\}|[*+?])\??/.exec(pattern.slice(at));
    if (!count) return text;
    at += count[0].length;
    const [first] = count[0];
    if (first === "*" || first === "?") return "";
    return text.repeat(Number(count[2] ?? 1));
  }

  return alternatives();
}

function escaped(char: string): string {
  const given: Record<string, string> = { d: "4", w: "a", s: " ", b: "", B: "", D: "x", S: "x" };
  return given[char] ?? char;
}
