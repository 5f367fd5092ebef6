"use client";

import { Dialog } from "../ui/dialog";
import { Kbd } from "../ui/kbd";
import { KEY_GROUPS } from "./keys";

interface KeysHelpProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

/** Every key that works, in one dialog. */
export function KeysHelp(props: KeysHelpProps) {
  return (
    <Dialog {...props} title="Keys" description="On Windows and Linux, ⌘ is Ctrl.">
      <div className="grid gap-5">
        {KEY_GROUPS.map((group) => (
          <section key={group.title} aria-label={group.title}>
            <h3 className="eyebrow mb-1">{group.title}</h3>
            <dl className="hairline-rows">
              {group.keys.map((row) => (
                <div key={row.does} className="flex items-center justify-between gap-4 py-1.5 text-sm">
                  <dt>{row.does}</dt>
                  <dd className="flex gap-1">
                    {row.keys.map((key) => (
                      <Kbd key={key}>{key}</Kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
