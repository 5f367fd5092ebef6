/** Who looks at the page, as the shell shows them. */
export interface Viewer {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly workspaceRoles: readonly ("auditor" | "admin")[];
  /** The demo seat, where there is one. */
  readonly demoRole: string | null;
}

/** A place that the palette can go to. */
export interface PalettePlace {
  readonly href: string;
  readonly title: string;
  readonly group: string;
  readonly hint?: string;
}
