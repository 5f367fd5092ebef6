"use client";

import { ErrorPage, type ErrorPageProps } from "@/components/shell/error-page";

/** What stands where a page failed unexpectedly. */
export default function PageError(props: ErrorPageProps) {
  return <ErrorPage {...props} />;
}
