// check-workflows.mjs FILE: a JSON object {name: text}. Prints what GitHub's own parser has against them, and all their scripts.
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { complaints } from './actions.mjs';

const files = Object.entries(JSON.parse(readFileSync(process.argv[2], 'utf8')));
const found = [];
const scripts = new Set();
for (const [name, text] of files) {
  found.push(...(await complaints(name, text)));
  for (const job of Object.values(parse(text).jobs)) job.steps.filter((step) => step.run).forEach((step) => scripts.add(step.run));
}
console.log(JSON.stringify({ files: files.length, complaints: found, scripts: [...scripts] }));
