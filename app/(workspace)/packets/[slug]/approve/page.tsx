import type { Metadata } from "next";
import { read } from "@/app/_acts/read";
import { ApprovalSheet } from "@/components/approval/approval-sheet";
import { loadApprovalSheet } from "@/lib/queries/load-approval-sheet";
import { declineAction, prepareApprovalAction, signApprovalAction } from "./actions";

export const metadata: Metadata = { title: "Approve" };

const ACTIONS = { prepare: prepareApprovalAction, sign: signApprovalAction, decline: declineAction };

/** The approval sheet: one column, nothing on it but what is bound. */
export default async function ApprovePage({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params;
  const { sheet, live } = await read((actor) => loadApprovalSheet(actor, slug));
  return <ApprovalSheet sheet={sheet} initial={live} actions={ACTIONS} />;
}
