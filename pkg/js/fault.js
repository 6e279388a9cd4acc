// Errors of the host and of loading: neither a credential nor an option is at fault, so they are no TypeError and
// have a stable `code`.

/** An error with its code. */
export function fault(code, message) {
  return Object.assign(new Error(message), { code });
}
