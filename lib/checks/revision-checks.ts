import {
  type CheckInput,
  type CheckResult,
  holdUnlessEmpty,
  notApplicable,
  partsOf,
  pass,
  reason,
} from "./check.ts";

/** The head exists, its bytes have its digest, its parts recompute, and a cut now would give it again. */
export function revisionIntegrity(input: CheckInput): CheckResult {
  const head = input.head;
  if (!head)
    return holdUnlessEmpty([reason("No revision has been cut yet.", "revisions")], {
      revision: input.candidateDigest,
    });
  const reasons = [];
  if (head.storedDigest !== head.digest) {
    reasons.push(reason(`The stored bytes of r${head.number} no longer have its digest.`, "revisions"));
  }
  if (!head.partsMatch) {
    reasons.push(reason(`A part of r${head.number} does not have the digest that it names.`, "revisions"));
  }
  if (input.candidateDigest !== head.digest) {
    const moved = movedParts(input);
    reasons.push(
      reason(
        `The packet has moved since r${head.number}${moved}. Cut a revision.`,
        `revisions/diff?from=${head.number}`,
      ),
    );
  }
  return holdUnlessEmpty(reasons, { revision: head.digest });
}

function movedParts(input: CheckInput): string {
  const was = input.head?.body.parts ?? {};
  const now = input.candidate.parts;
  const names = [...new Set([...Object.keys(was), ...Object.keys(now)])].filter(
    (name) => was[name] !== now[name],
  );
  return names.length === 0
    ? ""
    : `: ${names.map((name) => name.replace("section:", "section ")).join(", ")}`;
}

/** The head names an unbroken chain of parents back to the first revision. */
export function lineageUnbroken(input: CheckInput): CheckResult {
  if (!input.head) return notApplicable("No revision has been cut yet.");
  if (input.head.chainUnbroken) return pass({ revision: input.head.digest });
  return holdUnlessEmpty([reason("The chain of revisions is broken.", "revisions")], {
    revision: input.head.digest,
  });
}

/** Every objection of the body stands in the head in its present state: none is hidden. */
export function objectionLedger(input: CheckInput): CheckResult {
  const now = partsOf(input, "objection-ledger");
  if (!input.head) return notApplicable("No revision has been cut yet.");
  if (input.head.body.parts["objection-ledger"] === input.candidate.parts["objection-ledger"])
    return pass(now);
  return holdUnlessEmpty(
    [reason(`The objection ledger has moved since r${input.head.number}. Cut a revision.`, "objections")],
    now,
  );
}

/** Every bound thing of the kind has something to be bound to. */
export function manifestBinds(input: CheckInput): CheckResult {
  const missing = input.kind.binds.flatMap((bind) => {
    if (bind === "revision" && !input.head) return [reason("There is no revision to bind.", "revisions")];
    if (bind === "lane" && !input.lane) return [reason("There is no lane to bind.", "people#lane")];
    if (bind === "window" && input.packet.windowHours <= 0)
      return [reason("There is no window to bind.", "people#lane")];
    if (bind === "option-set" && !input.candidate.parts["option-set"])
      return [reason("There is no option set to bind.")];
    return [];
  });
  return holdUnlessEmpty(missing, input.head ? { revision: input.head.digest } : {});
}

/** Nothing bound moved since approval was asked. */
export function approvalCurrent(input: CheckInput): CheckResult {
  const manifest = input.manifest;
  if (!manifest) return notApplicable("Approval has not been asked.");
  const reasons = [];
  if (input.head?.digest !== manifest.revisionDigest) {
    reasons.push(reason("The manifest is of another revision than the head.", "revisions"));
  }
  if (!manifest.boundMatches)
    reasons.push(reason("Something was written since approval was asked.", "revisions"));
  for (const binding of manifest.movedBindings)
    reasons.push(reason(`${binding} changed since approval was asked.`));
  return holdUnlessEmpty(reasons, { revision: manifest.revisionDigest });
}
