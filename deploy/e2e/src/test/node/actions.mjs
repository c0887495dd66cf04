// GitHub's own parser of workflow files and evaluator of their expressions. Their packages cannot be imported as they are (a JSON
// import without its attribute), so they are bundled once, beside this file.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = fileURLToPath(new URL('.', import.meta.url));
const contents = `export * from '@actions/workflow-parser'; export * from '@actions/expressions';`;
if (!existsSync(`${here}actions.cjs`)) {
  await build({ stdin: { contents, resolveDir: here }, bundle: true, platform: 'node', format: 'cjs', outfile: `${here}actions.cjs` });
}
const { parseWorkflow, convertWorkflowTemplate, NoOperationTraceWriter, Lexer, Parser, Evaluator, data } =
  createRequire(import.meta.url)('./actions.cjs');

/** What GitHub has against a workflow file: sentences. */
export async function complaints(name, content) {
  const { context, value } = parseWorkflow({ name, content }, new NoOperationTraceWriter());
  if (value) await convertWorkflowTemplate(context, value);
  return context.errors.getErrors().map((error) => `${name}: ${error.message}`);
}

/** An expression's value; `status` holds what success(), failure(), cancelled() and always() are. */
export function evaluate(expression, contexts, status) {
  const functions = Object.entries(status).map(([name, is]) => ({ name, minArgs: 0, maxArgs: 0, call: () => new data.BooleanData(is) }));
  const tree = new Parser(new Lexer(expression).lex().tokens, Object.keys(contexts), functions).parse();
  const byName = new Map(functions.map((one) => [one.name, one]));
  return new Evaluator(tree, asData(contexts), byName).evaluate();
}

/** A text with its expressions filled in. */
export function fill(text, contexts, status) {
  return String(text).replace(/\$\{\{((?:'[^']*'|(?!\}\}).)*)\}\}/gs, (_, expression) => evaluate(expression, contexts, status).coerceString());
}

/** Whether an `if:` holds: without a word about the status before, only after success. */
export function holds(condition, contexts, status) {
  const expression = String(condition ?? 'success()').trim().replace(/^\$\{\{(.*)\}\}$/s, '$1');
  const aware = /\b(success|failure|cancelled|always)\s*\(/.test(expression);
  const value = evaluate(aware ? expression : `success() && (${expression})`, contexts, status);
  return !['false', '', '0', 'null'].includes(value.coerceString());
}

function asData(value) {
  if (value === null || value === undefined) return new data.Null();
  if (typeof value === 'boolean') return new data.BooleanData(value);
  if (typeof value === 'number') return new data.NumberData(value);
  if (typeof value === 'string') return new data.StringData(value);
  if (Array.isArray(value)) return new data.Array(...value.map(asData));
  return new data.Dictionary(...Object.entries(value).map(([key, one]) => ({ key, value: asData(one) })));
}
