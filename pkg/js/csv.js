// A journal as a table for spreadsheets (RFC 4180): one row an entry, and no claims.

const COLUMNS = ['sequence', 'time', 'kind', 'verdict', 'code', 'scenario', 'type', 'issuer', 'assurance', 'credential_id', 'policy_sha256', 'sha256'];

/** What an entry is, by the member that it has. */
const KINDS = ['journal', 'receipt', 'review', 'objection', 'purge'];

/**
 * A cell that begins so is a formula to a spreadsheet, and what stands in a credential is a stranger's
 * text: it then begins with an apostrophe, which makes it text.
 */
const FORMULA = /^[\s\p{Cf}]*[=+\-@＝＋－＠]|^[\t\r\n]/u;

export const CSV_HEAD = `${COLUMNS.join()}\r\n`;

/** The row of one entry. */
export function csvRow({ sequence, sha256, entry }) {
  const { receipt = {}, review } = entry;
  const { credential = {}, policy = {} } = receipt;
  return `${[
    sequence,
    new Date(entry.at * 1000).toISOString().replace('.000', ''),
    KINDS.find((kind) => entry[kind] !== undefined),
    review === undefined ? receipt.verdict : review.decision,
    receipt.code,
    policy.scenario,
    credential.type,
    credential.issuer,
    receipt.assurance,
    credential.id,
    policy.sha256,
    sha256,
  ].map(cell).join()}\r\n`;
}

function cell(value) {
  if (value === undefined || value === null) return '';
  const text = String(value);
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}
