import { classes } from "./classes";

/** One of six person colours, the same for the same id everywhere. */
export function personColour(id: string): string {
  let sum = 0;
  for (const character of id) sum = (sum * 31 + character.charCodeAt(0)) % 9973;
  return `var(--person-${(sum % 6) + 1})`;
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const first = words[0]?.[0] ?? "?";
  const last = words.length > 1 ? (words.at(-1)?.[0] ?? "") : "";
  return (first + last).toUpperCase();
}

interface AvatarProps {
  readonly id: string;
  readonly name: string;
  readonly size?: "sm" | "md";
  readonly className?: string;
}

/** A person's face: initials on their colour. The name is its text for screen readers. */
export function Avatar({ id, name, size = "sm", className }: AvatarProps) {
  return (
    <span
      role="img"
      aria-label={name}
      title={name}
      style={{ background: personColour(id) }}
      className={classes(
        "inline-flex shrink-0 select-none items-center justify-center rounded-full font-medium text-(--person-ink)",
        size === "sm" ? "size-6 text-[0.625rem]" : "size-9 text-xs",
        className,
      )}
    >
      {initials(name)}
    </span>
  );
}

interface FacesProps {
  readonly people: ReadonlyArray<{ readonly id: string; readonly name: string }>;
  readonly max?: number;
  readonly label: string;
}

/** A few faces, never a crowd: the rest as +3. */
export function Faces({ people, max = 4, label }: FacesProps) {
  const shown = people.length > max + 1 ? people.slice(0, max) : people;
  const rest = people.slice(shown.length);
  if (people.length === 0) return null;
  return (
    <ul aria-label={label} className="flex items-center -space-x-1.5">
      {shown.map((person) => (
        <li key={person.id} className="rounded-full ring-2 ring-paper">
          <Avatar id={person.id} name={person.name} />
        </li>
      ))}
      {rest.length > 0 ? (
        <li className="pl-2.5 text-xs text-muted" title={rest.map((person) => person.name).join(", ")}>
          +{rest.length}
        </li>
      ) : null}
    </ul>
  );
}
