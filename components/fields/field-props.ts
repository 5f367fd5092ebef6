import type { FieldView } from "@/lib/fields/views";
import type { FormAction } from "../ui/action-form";
import type { Choice } from "../ui/form-field";

export interface FieldActions {
  readonly resolve: FormAction;
  readonly withhold: FormAction;
}

/** What a field's card, its candidates and its acts are given. */
export interface FieldCardProps {
  readonly field: FieldView;
  readonly slug: string;
  readonly packetId: string;
  readonly maySettle: boolean;
  readonly sources: readonly Choice[];
  readonly actions: FieldActions;
}
