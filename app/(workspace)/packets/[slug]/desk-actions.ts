import type { DeskActions } from "@/components/packet/room-desk";
import { raiseAction, writeRemarkAction } from "./objections/actions";
import { OBJECTION_ACTIONS } from "./objections/objection-actions";
import { makeClaimAction, untraceClaimAction } from "./sources/actions";

/** What can be done from beside a live document, of the body and of an annex alike. */
export const DESK_ACTIONS: DeskActions = {
  objections: OBJECTION_ACTIONS,
  untrace: untraceClaimAction,
  remark: writeRemarkAction,
  raise: raiseAction,
  makeClaim: makeClaimAction,
};
