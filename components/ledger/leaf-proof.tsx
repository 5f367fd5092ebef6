import type { ReactNode } from "react";
import { DigestText } from "@/components/ui/digest-text";
import type { LeafProofView } from "@/lib/ledger/views";

/** Everything that proves one entry, laid out in the order in which a stranger would check it. */
export function LeafProof({ proof }: { readonly proof: LeafProofView }) {
  return (
    <ol className="space-y-8">
      <Step
        title="The leaf, byte for byte"
        says="Names and words do not stand in it: they stand beside it, bound by a salted digest."
      >
        <pre className="overflow-x-auto rounded-md border border-line bg-sunken p-4 font-mono text-xs">
          {proof.leaf}
        </pre>
      </Step>
      <Step title="Its hash" says="SHA-256 over a zero byte and the leaf (RFC 6962, section 2.1).">
        <DigestText digest={proof.leafHash} full />
      </Step>
      <Step
        title={`The path to the root of ${proof.treeSize} entries`}
        says="Hash upwards with each of these in turn; what comes out must be the root."
      >
        {proof.path.length === 0 ? <p className="text-muted">The leaf is the whole tree.</p> : null}
        <ol className="space-y-1">
          {proof.path.map((hash) => (
            <li key={hash}>
              <DigestText digest={hash} full copy={false} />
            </li>
          ))}
        </ol>
      </Step>
      <Step title="The root" says="The same for everybody who sees a ledger of this size.">
        <DigestText digest={proof.root} full />
      </Step>
      <Step
        title="The signed checkpoint"
        says="Signed by the ledger's key (C2SP tlog-checkpoint). Keep it: a later one must extend it."
      >
        <pre className="overflow-x-auto rounded-md border border-line bg-sunken p-4 font-mono text-xs">
          {proof.checkpoint}
        </pre>
      </Step>
    </ol>
  );
}

function Step(props: { readonly title: string; readonly says: string; readonly children: ReactNode }) {
  return (
    <li>
      <h2 className="font-semibold">{props.title}</h2>
      <p className="mb-2 text-sm text-muted">{props.says}</p>
      {props.children}
    </li>
  );
}
