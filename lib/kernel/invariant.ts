/** Thrown when the program itself is wrong: an invariant does not hold. Never caught below the root. */
export class InvariantError extends Error {
  readonly rule: string;

  constructor(rule: string, detail: string) {
    super(`${rule}: ${detail}`);
    this.name = "InvariantError";
    this.rule = rule;
  }
}

/** Thrown by adapters when something outside failed: database, key store, network. The cause is kept. */
export class FaultError extends Error {
  readonly code: string;

  constructor(code: string, options: { readonly cause: unknown }) {
    super(code, options);
    this.name = "FaultError";
    this.code = code;
  }
}

/** Throws `InvariantError` naming the rule unless the condition holds. */
export function assertInvariant(condition: unknown, rule: string, detail: string): asserts condition {
  if (!condition) throw new InvariantError(rule, detail);
}

/** Ends an exhaustive switch: a new case that nobody handles does not compile. */
export function assertNever(value: never): never {
  throw new InvariantError("exhaustive", `unexpected value ${JSON.stringify(value)}`);
}
