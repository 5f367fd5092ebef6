"use client";

import { Monitor, Moon, Sun } from "lucide-react";
import { useEffect, useState } from "react";
import { MenuItem } from "../ui/menu";

const THEMES = [
  { key: "system", title: "As the system", icon: Monitor },
  { key: "light", title: "Light", icon: Sun },
  { key: "dark", title: "Dark", icon: Moon },
] as const;
type Theme = (typeof THEMES)[number]["key"];

/** Applies a theme now and keeps it in a cookie, which the server reads before the next first paint. */
export function applyTheme(theme: Theme): void {
  const root = document.documentElement;
  if (theme === "system") {
    root.removeAttribute("data-theme");
    // biome-ignore lint/suspicious/noDocumentCookie: Cookie Store is not in every browser we serve
    document.cookie = "theme=; path=/; max-age=0; samesite=lax";
    return;
  }
  root.setAttribute("data-theme", theme);
  // biome-ignore lint/suspicious/noDocumentCookie: Cookie Store is not in every browser we serve
  document.cookie = `theme=${theme}; path=/; max-age=31536000; samesite=lax`;
}

/** The three themes as items of the account menu. */
export function ThemeItems() {
  const [current, setCurrent] = useState<Theme>("system");
  useEffect(() => {
    const kept = document.documentElement.getAttribute("data-theme");
    setCurrent(kept === "light" || kept === "dark" ? kept : "system");
  }, []);
  return (
    <>
      {THEMES.map(({ key, title, icon: Icon }) => (
        <MenuItem
          key={key}
          onSelect={(event) => {
            event.preventDefault();
            applyTheme(key);
            setCurrent(key);
          }}
        >
          <Icon aria-hidden />
          <span className="flex-1">{title}</span>
          {current === key ? <span className="text-xs text-muted">chosen</span> : null}
        </MenuItem>
      ))}
    </>
  );
}
