import Link from "next/link";
import { buttonClasses } from "../ui/button";
import { WorkspaceMark } from "./workspace-mark";

/** Missing and forbidden look the same, on purpose. */
export function NothingHere() {
  return (
    <div className="mx-auto flex min-h-[70dvh] w-full max-w-xl flex-col justify-center px-6 py-16">
      <WorkspaceMark size={32} />
      <h1 className="title mt-6 text-2xl">There is nothing here, or it is not yours to see.</h1>
      <p className="mt-2 text-muted">
        If somebody sent you this address, ask them whether you are a member of the packet or a recipient of
        its lane.
      </p>
      <p className="mt-6">
        <Link href="/" className={buttonClasses("primary")}>
          Go home
        </Link>
      </p>
    </div>
  );
}
