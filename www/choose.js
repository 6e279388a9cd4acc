// One showing of a code can give several texts: what a keyboard really typed, or two codes in one
// picture. Each is verified on its own; the receipt that got furthest is the answer.

function distance({ verdict, checks }) {
  if (verdict === 'accept') return Infinity;
  const passed = checks.filter((check) => check.outcome === 'passed').length;
  // Between two that failed equally early, one that is known but undecided says more.
  return 2 * passed + (verdict === 'indeterminate' ? 1 : 0);
}

/**
 * Tries each text with `attempt(text)`, which resolves to `{receipt, …}`, and resolves to the
 * attempt that got furthest; the first wins a draw.
 */
export async function furthest(texts, attempt) {
  let best;
  for (const text of texts) {
    const tried = await attempt(text);
    if (!best || distance(tried.receipt) > distance(best.receipt)) best = tried;
    if (tried.receipt.verdict === 'accept') break;
  }
  return best;
}

/** Whether the verifier knew what it was looking at: its envelope was opened, or named. */
export function recognised({ checks: [envelope] }) {
  return envelope.outcome === 'passed' || envelope.outcome === 'undecided';
}
