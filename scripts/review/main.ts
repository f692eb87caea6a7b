import { folderFaults } from './folders.ts';
import { importFaults } from './imports.ts';
import { isolationFaults } from './isolation.ts';
import { nameFaults } from './names.ts';
import { phraseFaults } from './phrases.ts';
import { wordFaults } from './words.ts';

/** Checks of the repository that no compiler makes; each gives sentences, none when all is well. */
const CHECKS = {
  folders: folderFaults,
  imports: importFaults,
  isolation: isolationFaults,
  names: nameFaults,
  phrases: phraseFaults,
  words: wordFaults,
};

let count = 0;
for (const [name, check] of Object.entries(CHECKS)) {
  for (const fault of check()) {
    console.error(`${name}: ${fault}`);
    count++;
  }
}
console.log(count === 0 ? 'The repository keeps its rules.' : `${count} faults.`);
process.exitCode = count === 0 ? 0 : 1;
