import type { Metadata } from "next";
import { read } from "@/app/_acts/read";
import { AccountTable } from "@/components/account/account-table";
import { NewAccountForm } from "@/components/account/new-account-form";
import { PageFrame, PageSection } from "@/components/shell/page-frame";
import { loadAccounts } from "@/lib/queries/load-accounts";
import { changeRoleAction, createAccountAction, setStatusAction } from "./actions";

export const metadata: Metadata = { title: "Accounts" };

/** The accounts of the workspace, for its admins. */
export default async function AccountsPage() {
  const accounts = await read(loadAccounts);
  return (
    <PageFrame
      title="Accounts"
      lead="Who may come in, and who is auditor or admin. Packet roles are given in each packet by its artifact owner. Every change is in the ledger."
    >
      <PageSection title={`${accounts.length} ${accounts.length === 1 ? "account" : "accounts"}`}>
        <AccountTable accounts={accounts} setStatus={setStatusAction} changeRole={changeRoleAction} />
      </PageSection>
      <PageSection title="New account">
        <NewAccountForm create={createAccountAction} />
      </PageSection>
    </PageFrame>
  );
}
