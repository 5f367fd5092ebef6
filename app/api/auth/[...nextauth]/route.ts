import NextAuth from "next-auth";
import { refusalResponse } from "@/app/_refusals/present-refusal";
import { nextAuthOptions } from "@/lib/auth/next-auth-options";
import { sameOrigin } from "@/lib/auth/origin";
import { signInByIdentity } from "@/lib/workflows/accounts/sign-in-oidc";

export const dynamic = "force-dynamic";

type Context = { readonly params: Promise<{ readonly nextauth: string[] }> };

function handle(request: Request, context: Context): Promise<Response> {
  // Made for each request: settings are not there yet while Next builds.
  return NextAuth(nextAuthOptions(signInByIdentity))(request, context);
}

/** Reads of next-auth: session, CSRF token, and the way back from the issuer. */
export function GET(request: Request, context: Context): Promise<Response> {
  return handle(request, context);
}

/** Begins a sign-in at the issuer. From our own pages only, beside next-auth's own CSRF token. */
export async function POST(request: Request, context: Context): Promise<Response> {
  const origin = sameOrigin(request.headers);
  return origin.ok ? handle(request, context) : refusalResponse(origin.error);
}
