export function migrationNames(root?: string): string[];
export function pendingMigrations(url: string, root?: string): Promise<string[]>;
export function migrate(input: {
  url: string;
  root?: string;
  log?: (line: string) => void;
}): Promise<string[]>;
