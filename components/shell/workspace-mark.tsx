/** The mark: two sheets that meet at one line. Drawn in the current colour. */
export function WorkspaceMark({ size = 22 }: { readonly size?: number }) {
  return (
    <svg
      aria-hidden
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.6}
    >
      <path d="M4.5 3.5h9.2l5.8 5.8v11.2h-15z" strokeLinejoin="round" />
      <path
        d="M7.8 16.4c1.9-3.6 3.3-5 4-4.3.9.9-1.6 4.4-.5 4.7 1 .3 2-2.2 3-1.9.7.2.4 1.5 2 1.3"
        strokeLinecap="round"
      />
      <path d="M7.8 8.6h4.6" strokeLinecap="round" />
    </svg>
  );
}
