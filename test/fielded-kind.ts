import { readFile } from "node:fs/promises";
import { forgetCatalogue } from "../lib/catalogue/catalogue.ts";
import { forgetSettings } from "../lib/settings/settings.ts";
import { kindsFolder } from "./documented-kind.ts";

const FIELDS = `
keeps: [exceptions]
fields:
  - { key: candidate, title: Release candidate, type: text, required: true, consequential: true, source: test-evidence, fact: record.candidate }
  - { key: environment, title: Environment, type: text, required: true, consequential: true, allowLossy: true, source: build-provenance, fact: record.environment, renderingTable: environments, onUnsupported: exception-bundle }
  - { key: route, title: Processor route, type: text, annex: settlement-detail, onUnsupported: placeholder }
  - { key: contact, title: Contact, type: text }
renderingTables:
  - { key: environments, version: 2, unsupported: exception, rows: [{ from: prd, to: production }, { from: live, to: production }, { from: stg, to: staging }] }
redaction: { profile: release-review, version: 1, patterns: [{ key: token, title: An access token, pattern: "tok_[a-z0-9]{8}" }] }
`;

/** Offers a kind with fields, a table, an annexed field and exceptions: the tokenization kind with more in it. */
export async function offerFieldedKind(): Promise<string> {
  const file = "kinds/co-production-approved-release/payments-tokenization-exception.yaml";
  const text = await readFile(file, "utf8");
  const key = "fielded-exception";
  const fielded = text.replace("key: payments-tokenization-exception", `key: ${key}`) + FIELDS;
  process.env.KINDS_DIR = await kindsFolder({ [`co-production-approved-release/${key}.yaml`]: fielded });
  forgetSettings();
  forgetCatalogue();
  return key;
}
