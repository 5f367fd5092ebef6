import { NothingHere } from "@/components/shell/nothing-here";

/** An address that leads nowhere. */
export default function NotFound() {
  return (
    <main>
      <NothingHere />
    </main>
  );
}
