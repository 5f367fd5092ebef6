import type { ObjectionActions } from "@/components/objections/objection-acts";
import {
  acceptResidualAction,
  answerAction,
  maintainAction,
  resolveAction,
  withdrawObjectionAction,
} from "./actions";

/** What can be done to an objection, wherever it is shown. */
export const OBJECTION_ACTIONS: ObjectionActions = {
  answer: answerAction,
  maintain: maintainAction,
  resolve: resolveAction,
  withdraw: withdrawObjectionAction,
  "accept-residual": acceptResidualAction,
};
