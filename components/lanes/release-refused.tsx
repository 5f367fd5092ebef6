import Link from "next/link";
import type { RefusalCode } from "@/lib/refusals/refusal";
import { buttonClasses } from "../ui/button";

interface ReleaseRefusedProps {
  readonly code: RefusalCode;
  readonly message: string;
  readonly detail: string | null;
}

const NEXT: Partial<Record<RefusalCode, string>> = {
  "release-closed": "If you still need it, ask its release owner for a new release.",
  "release-withdrawn": "Do not rely on a copy of it that you may hold.",
  "release-superseded": "The newer revision stands among your lanes.",
};

/** A release that cannot be read now, said to whoever could read it before. */
export function ReleaseRefused({ code, message, detail }: ReleaseRefusedProps) {
  return (
    <div className="mx-auto flex w-full max-w-xl flex-1 flex-col justify-center px-6 py-16">
      <h1 className="title text-2xl">{message}</h1>
      {detail ? <p className="mt-3 border-l-2 border-held-line pl-3">{detail}</p> : null}
      <p className="mt-3 text-muted">{NEXT[code] ?? ""} The attempt is recorded.</p>
      <p className="mt-6">
        <Link href="/lanes" className={buttonClasses("primary")}>
          To your lanes
        </Link>
      </p>
    </div>
  );
}
