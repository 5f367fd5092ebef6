/** A mistake of meaning that a schema cannot see, at a path of the definition. */
export interface KindMistake {
  readonly path: readonly (string | number)[];
  readonly says: string;
}
