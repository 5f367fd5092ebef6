// A collab server alone in a process of its own, for tests that kill it. Listens when told to, so that it is warm.
import { startCollab } from "./collab-world.ts";

process.on("message", (message: { listen?: number }) => {
  if (message.listen === undefined) return;
  startCollab(message.listen).then(
    ({ port }) => process.send?.({ port }),
    (cause: unknown) => {
      console.error(cause);
      process.exit(1);
    },
  );
});
process.send?.({ warm: true });
