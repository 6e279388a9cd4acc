const { createVerifier } = require('yanzheng');

const { cases } = require('./cases.cjs');
const { check } = require('./check.cjs');

check(createVerifier, cases).then((outcome) => console.log(JSON.stringify(outcome)));
