"use client";

import { useEffect, useState } from "react";

/**
 * True while the mouse is held down anywhere but on a toolbar: what appeared under it then would end the selection
 * that it is making.
 */
export function usePressing(): boolean {
  const [pressing, setPressing] = useState(false);
  useEffect(() => {
    const ends = ["pointerup", "pointercancel", "dragend", "blur"] as const;
    const onDown = (event: PointerEvent) => {
      const inBar = event.target instanceof Element && event.target.closest('[role="toolbar"]') !== null;
      setPressing(event.pointerType === "mouse" && !inBar);
    };
    const onUp = () => setPressing(false);
    window.addEventListener("pointerdown", onDown);
    for (const end of ends) window.addEventListener(end, onUp);
    return () => {
      window.removeEventListener("pointerdown", onDown);
      for (const end of ends) window.removeEventListener(end, onUp);
    };
  }, []);
  return pressing;
}
