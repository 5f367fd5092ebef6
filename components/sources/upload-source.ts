/** Where dropped files go: a packet's body, or one annex of it. */
export interface UploadTarget {
  readonly packetId: string;
  readonly annexId: string | null;
  readonly annexNumber: number | null;
  /** A source of which the file is a new version; null for a new source. */
  readonly sourceId: string | null;
  /** The evidence slot of the kind that a new source fills. */
  readonly slotKey?: string | null;
  /** When what the file states came to be, RFC 3339; the file's own statement counts where it is not given. */
  readonly effectiveAt?: string | null;
}

export interface UploadResult {
  readonly ok: boolean;
  /** What the workspace recognised, or why it refused. */
  readonly says: string;
}

function readAnswer(request: XMLHttpRequest): UploadResult {
  const answer = parseAnswer(request.responseText);
  if (request.status >= 200 && request.status < 300) {
    return { ok: true, says: typeof answer.format === "string" ? `recognised as ${answer.format}` : "added" };
  }
  const said = [answer.title, answer.detail].filter((words) => typeof words === "string");
  return { ok: false, says: said.join(" ") || `The workspace refused it (${request.status}).` };
}

function parseAnswer(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {}; // a proxy's own error page: the status alone speaks
  }
}

/** Sends one file; `onShare` hears the sent share from 0 to 1. `fetch` cannot report upload progress. */
export function uploadSource(
  file: File,
  target: UploadTarget,
  requestId: string,
  onShare: (share: number) => void,
): Promise<UploadResult> {
  return new Promise((resolve) => {
    const form = new FormData();
    form.set("requestId", requestId);
    if (target.annexId) form.set("annexId", target.annexId);
    if (target.sourceId) form.set("sourceId", target.sourceId);
    if (target.slotKey) form.set("slotKey", target.slotKey);
    if (target.effectiveAt) form.set("effectiveAt", target.effectiveAt);
    form.set("file", file);
    const request = new XMLHttpRequest();
    request.open("POST", `/api/v1/packets/${target.packetId}/sources`);
    request.upload.onprogress = (event) => onShare(event.lengthComputable ? event.loaded / event.total : 0);
    request.onload = () => resolve(readAnswer(request));
    request.onerror = () =>
      resolve({ ok: false, says: "The workspace could not be reached. Drop it again." });
    request.send(form);
  });
}
