// Counts what the suites report and says it: a row a suite, the failures, and one closing line.

export function createReport() {
  const rows = new Map();
  const failures = [];

  function report(suite, id, error) {
    if (!rows.has(suite)) rows.set(suite, { suite, ran: 0, passed: 0, diverged: 0, skipped: 0 });
    const row = rows.get(suite);
    if (typeof error === 'string') {
      row.skipped += 1;
      return;
    }
    row.ran += 1;
    if (error === undefined) row.passed += 1;
    else failures.push(`${suite} ${id}: ${error.message}`);
  }

  return {
    report,

    /** Runs one test and reports it; a string that it returns says why it was skipped. */
    async test(suite, id, body) {
      try {
        report(suite, id, await body());
      } catch (error) {
        report(suite, id, error);
      }
    },

    /** Prints everything; the exit code is 1 when something failed. */
    close(json) {
      for (const row of rows.values()) {
        const { suite, ran, passed, skipped } = row;
        console.log(json ? JSON.stringify(row) : `${suite}: ${ran} ran, ${passed} passed${skipped ? `, ${skipped} skipped` : ''}`);
      }
      for (const failure of failures) console.error(`FAILED ${failure}`);
      const passed = [...rows.values()].reduce((sum, row) => sum + row.passed, 0);
      console.log(`${passed} passed, ${failures.length} failed`);
      process.exitCode = failures.length > 0 ? 1 : 0;
    },
  };
}
