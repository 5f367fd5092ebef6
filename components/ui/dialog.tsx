"use client";

import { X } from "lucide-react";
import { Dialog as Primitive } from "radix-ui";
import type { ReactNode } from "react";
import { IconButton } from "./button";
import { classes } from "./classes";

interface DialogProps {
  readonly open?: boolean;
  readonly onOpenChange?: (open: boolean) => void;
  /** What opens it; leave out where `open` is controlled. */
  readonly trigger?: ReactNode;
  readonly title: ReactNode;
  /** One sentence: what this does and what it does not. */
  readonly description?: ReactNode;
  readonly children: ReactNode;
  readonly className?: string;
}

const VEIL = "fixed inset-0 z-40 bg-veil motion-safe:animate-[rise_120ms_ease-out]";

function Heading({ title, description }: Pick<DialogProps, "title" | "description">) {
  return (
    <header className="flex items-start gap-4">
      <div className="min-w-0 flex-1">
        <Primitive.Title className="title text-xl">{title}</Primitive.Title>
        {description ? (
          <Primitive.Description className="mt-1 text-sm text-muted">{description}</Primitive.Description>
        ) : null}
      </div>
      <Primitive.Close asChild>
        <IconButton label="Close">
          <X />
        </IconButton>
      </Primitive.Close>
    </header>
  );
}

/** A dialog in the middle of the screen; a full-height sheet on a phone. */
export function Dialog({ trigger, title, description, children, className, ...state }: DialogProps) {
  return (
    <Primitive.Root {...state}>
      {trigger ? <Primitive.Trigger asChild>{trigger}</Primitive.Trigger> : null}
      <Primitive.Portal>
        <Primitive.Overlay className={VEIL} />
        <Primitive.Content
          {...(description ? {} : { "aria-describedby": undefined })}
          className={classes(
            "fixed left-1/2 top-[8dvh] z-50 max-h-[84dvh] w-[min(36rem,calc(100vw-1.5rem))] -translate-x-1/2 overflow-y-auto",
            "rounded-lg border border-line bg-raised p-5 shadow-float motion-safe:animate-[rise_140ms_ease-out]",
            className,
          )}
        >
          <Heading title={title} description={description} />
          <div className="mt-4">{children}</div>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

/** A panel that slides in from the right and keeps the page behind it readable. */
export function Sheet({ trigger, title, description, children, className, ...state }: DialogProps) {
  return (
    <Primitive.Root {...state}>
      {trigger ? <Primitive.Trigger asChild>{trigger}</Primitive.Trigger> : null}
      <Primitive.Portal>
        <Primitive.Overlay className={VEIL} />
        <Primitive.Content
          {...(description ? {} : { "aria-describedby": undefined })}
          className={classes(
            "fixed inset-y-0 right-0 z-50 w-[min(30rem,100vw)] overflow-y-auto border-l border-line bg-raised p-5",
            "shadow-float motion-safe:animate-[slide-in_160ms_ease-out]",
            className,
          )}
        >
          <Heading title={title} description={description} />
          <div className="mt-4">{children}</div>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
