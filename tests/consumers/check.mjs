// What every consumer does with the package. Copied into each project, as an ES module and as CommonJS.

/** Verifies the cases one after another; the receipts leave as text, to be compared byte by byte. */
export async function check(createVerifier, cases) {
  const receipts = [];
  let engine;
  for (const { anchors, scan, at } of cases) {
    const verifier = await createVerifier({ anchors });
    receipts.push(await verifier.verify(scan, { at }));
    engine = verifier.engine;
    verifier.dispose();
  }
  const verdicts = receipts.map(({ verdict }) => verdict);
  return { verdicts, engine, receipts: receipts.map((receipt) => JSON.stringify(receipt)) };
}
