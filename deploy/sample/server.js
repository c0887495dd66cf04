// A sample application for CodeB. Settings come from the environment:
//   PORT, LISTEN_HOST       where it listens (3000, all addresses)
//   DATABASE_URL, REDIS_URL counters on the page, when they are set
//   GREETING, VERSION       shown on the page
//   HEALTH=fail             /health answers 500
//   START_DELAY_MS          listens only after that time
//   EXIT_CODE               ends at once with that code
//   ALLOW_ENV=1             /env?name=NAME shows a variable (off, for it shows secrets)
import http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import * as postgres from './postgres.js';
import * as redis from './redis.js';
import { acceptWebSocket } from './websocket.js';

const env = process.env;
const version = env.VERSION ?? 'dev';
const greeting = env.GREETING ?? 'Hello';

if (env.EXIT_CODE !== undefined) {
  console.error(`Ending at once with code ${env.EXIT_CODE}, as EXIT_CODE says.`);
  process.exit(Number(env.EXIT_CODE));
}

const routes = {
  '/': page,
  '/health': (_, response) =>
    env.HEALTH === 'fail' ? text(response, 500, 'sick, as HEALTH says') : text(response, 200, 'ok'),
  '/version': (_, response) => text(response, 200, version),
  '/counters': async (_, response) => json(response, { version, ...(await count()) }),
  '/slow': slow,
  '/echo': echo,
  '/events': events,
  '/text': sized,
  '/stream': stream,
  '/next': next,
  '/env': showVariable,
};

async function count() {
  const [database, cache] = await Promise.all([countIn(postgres, env.DATABASE_URL), countIn(redis, env.REDIS_URL)]);
  return { database, redis: cache };
}

async function countIn(store, url) {
  if (!url) return null;
  try {
    return await store.countVisit(url);
  } catch (error) {
    console.error(error.message);
    return `failed: ${error.message}`;
  }
}

async function page(_, response) {
  const counters = await count();
  const lines = [
    `${greeting} from version ${version}`,
    `database counter: ${counters.database ?? 'no DATABASE_URL'}`,
    `redis counter: ${counters.redis ?? 'no REDIS_URL'}`,
  ];
  text(response, 200, lines.join('\n'));
}

async function slow(url, response) {
  const milliseconds = Math.min(Number(url.searchParams.get('ms') ?? 1000), 600_000);
  await sleep(milliseconds);
  text(response, 200, `${version} after ${milliseconds} ms`);
}

// The size of a request's body, to see that none gets lost on the way.
async function echo(_, response, request) {
  let bytes = 0;
  for await (const chunk of request) bytes += chunk.length;
  json(response, { version, method: request.method, bytes });
}

function events(url, response) {
  const every = Math.max(Number(url.searchParams.get('ms') ?? 1000), 10);
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  let number = 0;
  const send = () => response.write(`data: ${JSON.stringify({ version, number: (number += 1) })}\n\n`);
  send();
  const timer = setInterval(send, every);
  response.on('close', () => clearInterval(timer));
}

// So many bytes, the length told before.
function sized(url, response) {
  const bytes = Math.min(Number(url.searchParams.get('bytes') ?? 1000), 1e6);
  response.setHeader('content-length', bytes);
  text(response, 200, 'x'.repeat(bytes - 1));
}

// A page in parts, its length unknown: each further one comes after ms, or when /next?key=KEY asks for it.
async function stream(url, response) {
  const { parts = 5, ms = 1000, key, type = 'text/html' } = Object.fromEntries(url.searchParams);
  response.writeHead(200, { 'content-type': type, 'x-version': version });
  response.on('close', () => waiting.delete(key));
  for (let part = 1; part <= Number(parts) && !response.destroyed; part += 1) {
    if (part > 1) await (key ? new Promise((go) => waiting.set(key, go)) : sleep(Number(ms)));
    response.write(`data: ${version}, part ${part} of ${parts}\n\n`);
  }
  response.end();
}

const waiting = new Map();

function next(url, response) {
  const key = url.searchParams.get('key');
  const go = waiting.get(key);
  waiting.delete(key);
  go?.();
  text(response, go ? 200 : 404, go ? 'It comes.' : 'Nothing waits under this key.');
}

function showVariable(url, response) {
  const value = env[url.searchParams.get('name') ?? ''];
  if (env.ALLOW_ENV !== '1') text(response, 403, 'Set ALLOW_ENV=1 to see variables.');
  else if (value === undefined) text(response, 404, 'not set');
  else response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' }).end(value);
}

function text(response, status, body) {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'x-version': version }).end(`${body}\n`);
}

function json(response, body) {
  response.writeHead(200, { 'content-type': 'application/json', 'x-version': version }).end(JSON.stringify(body));
}

const server = http.createServer(async (request, response) => {
  const url = new URL(request.url, 'http://sample');
  const route = routes[url.pathname];
  if (!route) return text(response, 404, 'There is nothing here.');
  try {
    await route(url, response, request);
  } catch (error) {
    console.error(error.message);
    if (!response.headersSent) text(response, 500, 'That went wrong; the log says more.');
  }
});
server.on('upgrade', (request, socket) => acceptWebSocket(request, socket, version));
server.keepAliveTimeout = 65_000;

// Open requests are answered before the end; streams are cut after ten seconds.
function stop() {
  console.log('Stopping.');
  server.close(() => process.exit(0));
  server.closeIdleConnections();
  setTimeout(() => process.exit(0), 10_000).unref();
}
process.on('SIGTERM', stop);
process.on('SIGINT', stop);

await sleep(Number(env.START_DELAY_MS ?? 0));
const port = Number(env.PORT ?? 3000);
server.listen(port, env.LISTEN_HOST ?? '0.0.0.0', () => console.log(`Version ${version} listens on port ${port}.`));
