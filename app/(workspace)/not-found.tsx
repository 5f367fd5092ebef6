import { NothingHere } from "@/components/shell/nothing-here";

/** Nothing here, or not yours to see; the bar stays. */
export default function NotFound() {
  return <NothingHere />;
}
