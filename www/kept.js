// The few choices that this browser keeps: the language and the scenario. Nothing that was scanned.

const PREFIX = 'yanzheng.';

/** What was kept under a name, or undefined. Storage may be refused (private windows, kiosks); that is no fault. */
export function kept(name) {
  try {
    return localStorage.getItem(PREFIX + name) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Keeps a choice, where that is possible; elsewhere it lasts as long as the page. */
export function keep(name, value) {
  try {
    localStorage.setItem(PREFIX + name, value);
  } catch {
    // The page itself remembers it until it is closed.
  }
}
