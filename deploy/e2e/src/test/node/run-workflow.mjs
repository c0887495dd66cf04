// Runs a workflow file as GitHub's runner would, job after job and step after step, on this machine.
// run-workflow.mjs PLAN: a JSON file with
//   file          the workflow's text
//   github        {event_name, repository, sha, …}
//   inputs, vars, secrets
//   uses          {"actions/checkout": folder}: what an action puts into the workspace
//   environment   variables that a runner's machine has
//   folder        an empty folder to work in
// Prints {jobs: {id: {result, outputs, environment, steps[]{name, outcome, log}}}, errors[], summary, leaked[]}.
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { parse } from 'yaml';
import { complaints, fill, holds } from './actions.mjs';

const MINUTES = 60_000;
const plan = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const wrong = await complaints('workflow', plan.file);
if (wrong.length) throw new Error(wrong.join('\n'));
const workflow = parse(plan.file);
const github = { server_url: 'https://github.com', token: plan.secrets.GITHUB_TOKEN ?? '', run_attempt: '1', ...plan.github };
const secret = new Set(Object.values(plan.secrets).filter((value) => value));
const seen = { jobs: {}, errors: [], summary: '', leaked: [] };
for (const [id, job] of Object.entries(workflow.jobs)) seen.jobs[id] = runJob(id, job);
console.log(JSON.stringify(seen));

function runJob(id, job) {
  const needs = Object.fromEntries([job.needs ?? []].flat().map((name) => [name, seen.jobs[name]]));
  const results = Object.values(needs).map((one) => one.result);
  const before = { success: results.every((one) => one === 'success'), failure: results.includes('failure'), cancelled: false, always: true };
  const contexts = { github, inputs: plan.inputs ?? {}, vars: plan.vars ?? {}, secrets: plan.secrets, needs };
  if (!holds(job.if, contexts, before)) return { result: 'skipped', outputs: {}, steps: [] };

  const folder = `${plan.folder}/${id}`;
  const workspace = `${folder}/workspace`;
  const temp = `${folder}/temp`;
  [workspace, temp, `${folder}/home`].forEach((one) => mkdirSync(one, { recursive: true }));
  const all = { ...contexts, steps: {}, env: {}, runner: { temp, os: 'Linux' }, job: {} };
  const machine = { PATH: process.env.PATH, HOME: `${folder}/home`, CI: 'true', RUNNER_TEMP: temp, GITHUB_WORKSPACE: workspace, ...plan.environment };
  for (const [name, value] of Object.entries(github)) machine[`GITHUB_${name.toUpperCase()}`] = String(value);
  delete machine.GITHUB_TOKEN;
  if ((job.permissions ?? workflow.permissions)?.['id-token'] !== 'write') delete machine.ACTIONS_ID_TOKEN_REQUEST_URL;
  const status = { success: true, failure: false, cancelled: false, always: true };
  const given = (names) => Object.fromEntries(Object.entries(names ?? {}).map(([name, value]) => [name, fill(value, all, status)]));
  Object.assign(all.env, given(workflow.env));
  Object.assign(all.env, given(job.env));

  const steps = [];
  for (const step of job.steps) {
    const own = given(step.env);
    const name = step.name ?? step.id ?? '';
    if (!holds(step.if, { ...all, env: { ...all.env, ...own } }, status)) {
      steps.push({ name, outcome: 'skipped', log: '' });
      continue;
    }
    const done = step.uses ? use(step.uses, workspace) : run(step, { ...machine, ...all.env, ...own }, folder, workspace);
    if (step.id) all.steps[step.id] = { outputs: done.outputs, outcome: done.outcome, conclusion: done.outcome };
    Object.assign(all.env, done.env);
    if (done.outcome === 'failure') Object.assign(status, { success: false, failure: true });
    steps.push({ name, outcome: done.outcome, log: done.log });
  }
  const result = status.failure ? 'failure' : 'success';
  const environment = typeof job.environment === 'object' ? given(job.environment) : { name: job.environment };
  return { result, outputs: given(job.outputs), environment, steps };
}

function use(action, workspace) {
  const [name, commit] = action.split('@');
  if (!/^[0-9a-f]{40}$/.test(commit)) throw new Error(`${action} is not pinned by its commit`);
  cpSync(plan.uses[name], workspace, { recursive: true });
  return { outcome: 'success', outputs: {}, env: {}, log: action };
}

function run(step, environment, folder, workspace) {
  const files = Object.fromEntries(['OUTPUT', 'ENV', 'PATH', 'STEP_SUMMARY'].map((name) => [name, `${folder}/${name}`]));
  Object.values(files).forEach((file) => writeFileSync(file, ''));
  writeFileSync(`${folder}/script.sh`, step.run);
  const shell = step.shell ?? workflow.defaults?.run?.shell;
  const words = shell === 'bash' ? ['--noprofile', '--norc', '-eo', 'pipefail'] : ['-e'];
  const script = `exec bash ${words.join(' ')} '${folder}/script.sh' 2>&1`;
  const env = { ...environment, ...Object.fromEntries(Object.entries(files).map(([name, file]) => [`GITHUB_${name}`, file])) };
  const { status, stdout } = spawnSync('bash', ['-c', script], { cwd: workspace, env, timeout: 5 * MINUTES, maxBuffer: 1 << 26 });
  const log = obeyed(stdout.toString());
  seen.summary += readFileSync(files.STEP_SUMMARY, 'utf8');
  for (const value of secret) if (log.includes(value) || seen.summary.includes(value)) seen.leaked.push(step.name);
  return { outcome: status === 0 ? 'success' : 'failure', outputs: pairs(files.OUTPUT), env: pairs(files.ENV), log };
}

/** Follows the workflow commands of a log, and takes them out of it. */
function obeyed(text) {
  const lines = [];
  let silence = null;
  for (const line of text.split('\n')) {
    const [, command, , value] = /^\s*::([a-zA-Z0-9-]+)( [^:]*)?::(.*)$/.exec(line) ?? [];
    if (silence) {
      if (command === silence) silence = null;
      else lines.push(line);
    } else if (command === 'stop-commands') silence = value;
    else if (command === 'add-mask') secret.add(value);
    else if (command === 'error') seen.errors.push(value.replaceAll('%0A', '\n').replaceAll('%0D', '\r').replaceAll('%25', '%'));
    else lines.push(line);
  }
  return lines.join('\n');
}

/** name=value, and name<<WORD with lines until WORD. */
function pairs(file) {
  const found = {};
  const lines = readFileSync(file, 'utf8').split('\n');
  while (lines.length) {
    const line = lines.shift();
    const block = /^([^=]+?)<<(.+)$/.exec(line);
    if (block) found[block[1]] = lines.splice(0, lines.indexOf(block[2]) + 1).slice(0, -1).join('\n');
    else if (line.includes('=')) found[line.slice(0, line.indexOf('='))] = line.slice(line.indexOf('=') + 1);
  }
  return found;
}
