#!/usr/bin/env node
// The command line. See cli/text.js for what it takes and cli/main.js for what it does.

import { main } from '../cli/main.js';

await main(process.argv.slice(2));
