// Says in words for people at counters what a verifier answers.

export { explainPolicy, explainPrecheck, explainRequest } from './asked.js';
export { explain, explainJournal, explainRefusal } from './explain.js';
export { receiptPage } from './print.js';
export { languages } from './words.js';
