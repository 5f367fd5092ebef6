"use client";

import { ErrorPage, type ErrorPageProps } from "@/components/shell/error-page";

/** What stands where a page of the workspace failed; the bar stays. */
export default function PageError(props: ErrorPageProps) {
  return <ErrorPage {...props} />;
}
