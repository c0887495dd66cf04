// run.mjs whole|product URL: runs the suites against URL, one after the other, and says how each ended.
// They cannot send headers, so that they speak with a proxy here, which adds the key and changes nothing else.
import { spawn } from 'node:child_process';
import { createServer, request } from 'node:http';
import { join } from 'node:path';

const SECONDS = 180;
const OLD = join(import.meta.dirname, 'node_modules/conformance-0.1/dist/index.js');
const NEW = join(import.meta.dirname, 'node_modules/conformance-0.2/dist/index.js');

// What each suite can ask of a server that has none of its fixtures.
const FREE = ['server-initialize', 'ping', 'logging-set-level', 'tools-list', 'resources-list', 'prompts-list'];
const FREE_NEW = [...FREE, 'server-session-lifecycle', 'dns-rebinding-protection', 'server-sse-multiple-streams'];

const RUNS = {
  whole: [
    [NEW, '--requirements', '2025-11-25'],
    [NEW, '--suite', 'all', '--spec-version', '2025-06-18'],
    [OLD, '--suite', 'all', '--spec-version', '2025-06-18'],
    [OLD, '--suite', 'all', '--spec-version', '2025-11-25'],
  ],
  product: [
    ...FREE_NEW.map((name) => [NEW, '--scenario', name, '--spec-version', '2025-11-25']),
    ...FREE.map((name) => [OLD, '--scenario', name]),
  ],
};

const [which, url] = process.argv.slice(2);
const target = new URL(url);
const proxy = createServer(forward);
proxy.listen(0, '127.0.0.1', async () => {
  const address = `http://127.0.0.1:${proxy.address().port}${target.pathname}`;
  let failed = 0;
  for (const [suite, ...options] of RUNS[which]) failed += (await run(suite, options, address)) ? 0 : 1;
  console.log(`${RUNS[which].length - failed} of ${RUNS[which].length} runs passed`);
  process.exit(failed === 0 ? 0 : 1);
});

function forward(incoming, outgoing) {
  const headers = { ...incoming.headers, 'x-api-key': process.env.MCP_KEY };
  const passed = request(
    { host: target.hostname, port: target.port, path: incoming.url, method: incoming.method, headers },
    (answer) => {
      outgoing.writeHead(answer.statusCode, answer.headers);
      outgoing.flushHeaders();
      answer.pipe(outgoing);
    },
  );
  passed.on('error', () => outgoing.destroy());
  outgoing.on('close', () => passed.destroy());
  incoming.pipe(passed);
}

function run(suite, options, address) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [suite, 'server', '--url', address, ...options], { cwd: import.meta.dirname });
    const timer = setTimeout(() => child.kill('SIGKILL'), SECONDS * 1000);
    let said = '';
    child.stdout.on('data', (part) => (said += part));
    child.stderr.on('data', (part) => (said += part));
    child.on('close', (code) => {
      clearTimeout(timer);
      const version = suite === NEW ? '0.2.0-alpha.12' : '0.1.16';
      const total = said.match(/Total: .*/)?.[0] ?? said.match(/Passed: .*/)?.[0] ?? '';
      console.log(`${code === 0 ? 'passed' : 'FAILED'}: ${version} ${options.join(' ')} ${total}`);
      if (code !== 0) console.log(said);
      resolve(code === 0);
    });
  });
}
