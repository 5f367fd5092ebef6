"use client";

import { CircleCheck, CircleX, Download } from "lucide-react";
import { useState } from "react";
import type { VerificationReport } from "@/lib/bundle/report";
import { Button, buttonClasses } from "../ui/button";
import { Notice } from "../ui/meaning";
import { type ProgressStep, ProgressSteps } from "../ui/progress-steps";

interface VerifyPanelProps {
  readonly bundleUrl: string;
  readonly trustUrl: string;
}

const STEPS = ["Fetch the bundle", "Fetch the trust file", "Check every rule here, in this browser"] as const;

async function bytesOf(url: string): Promise<Uint8Array> {
  const response = await fetch(url, { cache: "no-store" });
  if (!response.ok) throw new Error(`${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

/** Verifies the release in this browser, and offers the files that do it without us. */
export function VerifyPanel({ bundleUrl, trustUrl }: VerifyPanelProps) {
  const [at, setAt] = useState<number | null>(null);
  const [failed, setFailed] = useState(false);
  const [report, setReport] = useState<VerificationReport | null>(null);
  const verify = async () => {
    setReport(null);
    setFailed(false);
    try {
      setAt(0);
      const bundle = await bytesOf(bundleUrl);
      setAt(1);
      const trust = await bytesOf(trustUrl);
      setAt(2);
      const [{ verifyBundle }, { readTrust }] = await Promise.all([
        import("@/lib/bundle/verify-bundle"),
        import("@/lib/bundle/read-bundle"),
      ]);
      const read = readTrust(trust);
      setReport(verifyBundle(bundle, read.ok ? read.value : null));
      setAt(3);
    } catch {
      setFailed(true); // the step that stands says which one; the person can try again
    }
  };
  const steps = STEPS.map((title, i): ProgressStep => {
    const state = at === null || at < i ? "to do" : at > i ? "done" : failed ? "failed" : "doing";
    return { key: title, title, state };
  });
  return (
    <div className="grid gap-6">
      <div className="flex flex-wrap gap-2">
        <Button look="primary" onClick={() => void verify()}>
          Verify here
        </Button>
        <a className={buttonClasses()} href={trustUrl} download="trust.json">
          <Download aria-hidden /> Trust file
        </a>
        <a className={buttonClasses()} href="/verify.html" download>
          <Download aria-hidden /> verify.html
        </a>
        <a className={buttonClasses()} href="/countersign-verify.mjs" download>
          <Download aria-hidden /> countersign-verify.mjs
        </a>
      </div>
      {at === null ? null : <ProgressSteps label="Verification" steps={steps} />}
      {report ? <Report report={report} /> : null}
    </div>
  );
}

const VERDICT = {
  verified: { meaning: "ok", says: "Verified: this is exactly what was approved and released." },
  "consistent-only": { meaning: "waiting", says: "Consistent with itself. Who made it was not checked." },
  failed: { meaning: "broken", says: "Failed. Do not rely on this release." },
} as const;

function Sentences({ title, sentences }: { readonly title: string; readonly sentences: readonly string[] }) {
  if (sentences.length === 0) return null;
  return (
    <section aria-label={title}>
      <h3 className="text-sm font-semibold">{title}</h3>
      <ul className="mt-1 list-disc space-y-1 pl-5 text-sm text-ink-soft">
        {sentences.map((says) => (
          <li key={says}>{says}</li>
        ))}
      </ul>
    </section>
  );
}

function Report({ report }: { readonly report: VerificationReport }) {
  const { meaning, says } = VERDICT[report.verdict];
  return (
    <div className="grid gap-6">
      <Notice meaning={meaning} role="status">
        <strong>{says}</strong>
      </Notice>
      <Sentences title="What this proves" sentences={report.proves} />
      <Sentences title="What it does not prove" sentences={report.doesNotProve} />
      <details className="text-sm" open={report.verdict === "failed"}>
        <summary className="w-fit text-accent">{report.findings.length} rules checked</summary>
        <ul className="mt-2 hairline-rows">
          {report.findings.map((finding) => (
            <li key={finding.rule + finding.says} className="flex items-start gap-2 py-1.5">
              {finding.passed ? (
                <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-ok" />
              ) : (
                <CircleX aria-hidden className="mt-0.5 size-4 shrink-0 text-broken" />
              )}
              <span>
                <span className="font-mono text-xs text-muted">{finding.rule}</span>{" "}
                <span className="sr-only">{finding.passed ? "holds:" : "is broken:"}</span> {finding.says}
              </span>
            </li>
          ))}
        </ul>
      </details>
    </div>
  );
}
