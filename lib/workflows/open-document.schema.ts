import { z } from "zod";

/** Which document to open. */
export const openDocumentSchema = z.strictObject({ documentId: z.guid() });
