import { permanentRedirect } from "next/navigation";

/** Checks name the place where approval is given `approval`; the sheet stands at `approve`. */
export default async function ApprovalPage({ params }: { params: Promise<{ slug: string }> }) {
  permanentRedirect(`/packets/${(await params).slug}/approve`);
}
