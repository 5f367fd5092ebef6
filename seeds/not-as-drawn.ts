/** What a path was not as drawn in: its message is the sentence for the report. */
export class NotAsDrawn extends Error {}
