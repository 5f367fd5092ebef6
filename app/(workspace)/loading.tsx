/** What stands while a page is fetched: quiet lines where text will be. */
export default function Loading() {
  return (
    <div role="status" className="mx-auto w-full max-w-5xl px-4 pt-12 sm:px-8">
      <span className="sr-only">Loading</span>
      <div className="h-9 w-64 rounded-md bg-sunken" />
      <div className="mt-10 grid gap-6">
        <div className="h-5 w-full max-w-2xl rounded-md bg-sunken" />
        <div className="h-5 w-full max-w-xl rounded-md bg-sunken" />
        <div className="h-5 w-full max-w-2xl rounded-md bg-sunken" />
      </div>
    </div>
  );
}
