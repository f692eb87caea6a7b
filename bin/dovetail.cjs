#!/usr/bin/env node

// Where every command begins. A Node that is too old for the rest can read this file, and says so in one sentence.
const needed = /\d+/.exec(require('../package.json').engines.node)[0];
const found = process.versions.node;

if (Number.parseInt(found, 10) < Number(needed)) {
  console.error(`Dovetail needs Node ${needed} or newer, and this is Node ${found}.`);
  console.error('Maybe install a newer one from https://nodejs.org; in a clone, "npm ci" brings it.');
  process.exitCode = 1;
} else {
  // A clone runs its sources, whatever was packed from it before.
  const isClone = require('node:fs').existsSync(`${__dirname}/../src/main.ts`);
  import(isClone ? '../src/main.ts' : '../dist/src/main.js');
}
