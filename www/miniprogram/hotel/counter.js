// The counter: one verifier for the subpackage, by the trust that trust.js keeps, with a journal in this phone's
// files. What is scanned is verified by this phone's clock; the demonstration's samples by their own, and they
// are in no journal.

const yanzheng = require('yanzheng');
const { policy } = require('yanzheng/policies');

const trust = require('./trust.js');

/** 构建 npm puts the package below the subpackage, not below the root. */
const WASM_PATH = '/hotel/miniprogram_npm/yanzheng/yanzheng.wasm.br';

const SCENARIO = policy('hotel.check-in');
const PURPOSE = '入住登记';

let opening = null;

/** Opens the counter once, and again only after it could not be opened. */
exports.openCounter = function openCounter() {
  if (opening === null) {
    opening = open();
    opening.catch(() => {
      opening = null;
    });
  }
  return opening;
};

async function open() {
  const verifier = await createVerifier({ store: yanzheng.fileStore('hotel'), maker: trust.maker });
  const refused = await offerLists(verifier);
  // What was kept of guests goes on its day. A journal that cannot be read is said on every receipt.
  await verifier.journal.purgeExpired().catch(() => {});
  let trial = null;

  return {
    /** `{ name }`, with `code` where it is not what was wanted first. */
    engine: verifier.engine,

    /** The status list that was not taken, as the verifier said it; or undefined. */
    refused,

    /** The receipt of a scan, which is an entry of the journal; `challenge` is the one that was shown, if one was. */
    verify(scan, challenge) {
      return verifier.verify(scan, Object.assign({ scenario: SCENARIO, purpose: PURPOSE }, challenge === '' ? {} : { challenge }));
    },

    /** The receipt of a sample, at the moment when it was made. */
    async verifySample(scan) {
      if (trial === null) {
        trial = await createVerifier({ journal: false });
        await offerLists(trial, trust.at);
      }
      return trial.verify(scan, { scenario: SCENARIO, purpose: PURPOSE, at: trust.at });
    },

    /** What the counter asks for, as a code for the guest's wallet: `{ text, challenge, request }`. */
    request() {
      return verifier.request(SCENARIO, { purpose: PURPOSE });
    },

    /** Enters what a person decided where the check could not; `entry` is the receipt's. */
    decide(entry, decision, reason) {
      return verifier.journal.review(entry.sequence, { decision, reason });
    },
  };
}

function createVerifier(options) {
  const own = { anchors: trust.anchors, types: trust.types, audience: SCENARIO.scenario, wasmPath: WASM_PATH };
  return yanzheng.createVerifier(Object.assign(own, options));
}

/** Offers what trust.js says was withdrawn; answers the first refusal. */
async function offerLists(verifier, at) {
  let refused;
  for (const { uri, text } of trust.lists) {
    const answer = await verifier.updateStatus(text, Object.assign({ uri }, at === undefined ? {} : { at }));
    if (!answer.ok && refused === undefined) refused = answer;
  }
  return refused;
}
