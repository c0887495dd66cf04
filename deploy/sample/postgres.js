// The part of PostgreSQL's protocol that a counter needs: log in with SCRAM-SHA-256, one simple query.
import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';
import { connect } from './connection.js';

const COUNT = `CREATE TABLE IF NOT EXISTS visits (number bigint NOT NULL);
INSERT INTO visits SELECT 0 WHERE NOT EXISTS (SELECT FROM visits);
UPDATE visits SET number = number + 1 RETURNING number`;

export async function countVisit(address) {
  const url = new URL(address);
  const connection = await connect(url.hostname, Number(url.port || 5432));
  try {
    await logIn(connection, decodeURIComponent(url.username), decodeURIComponent(url.password), url.pathname.slice(1));
    return Number(await query(connection, COUNT));
  } finally {
    connection.close();
  }
}

async function logIn(connection, user, password, database) {
  const start = Buffer.from(`\0\x03\0\0user\0${user}\0database\0${database}\0\0`);
  connection.write(withLength(start));
  let scram;
  for (;;) {
    const { type, body } = await receive(connection);
    if (type === 'Z') return;
    if (type !== 'R') continue;
    const step = body.readInt32BE(0);
    if (step === 0) continue;
    else if (step === 10) {
      scram = beginScram();
      const first = Buffer.from(`n,,${scram.first}`);
      send(connection, 'p', Buffer.concat([Buffer.from('SCRAM-SHA-256\0'), int32(first.length), first]));
    } else if (step === 11) {
      send(connection, 'p', Buffer.from(scram.answer(body.toString('utf8', 4), password)));
    } else if (step !== 12) throw new Error(`PostgreSQL asks for a way to log in that is not known here (${step})`);
  }
}

function beginScram() {
  const first = `n=,r=${randomBytes(18).toString('base64')}`;
  const hmac = (key, data) => createHmac('sha256', key).update(data).digest();
  return {
    first,
    answer(challenge, password) {
      const field = Object.fromEntries(challenge.split(',').map((part) => [part[0], part.slice(2)]));
      const salted = pbkdf2Sync(password, Buffer.from(field.s, 'base64'), Number(field.i), 32, 'sha256');
      const clientKey = hmac(salted, 'Client Key');
      const unproved = `c=biws,r=${field.r}`;
      const signature = hmac(createHash('sha256').update(clientKey).digest(), `${first},${challenge},${unproved}`);
      const proof = clientKey.map((byte, i) => byte ^ signature[i]);
      return `${unproved},p=${Buffer.from(proof).toString('base64')}`;
    },
  };
}

// The first column of the last row.
async function query(connection, sql) {
  send(connection, 'Q', Buffer.from(`${sql}\0`));
  let result = null;
  for (;;) {
    const { type, body } = await receive(connection);
    if (type === 'D') result = body.toString('utf8', 6, 6 + body.readInt32BE(2));
    if (type === 'Z') return result;
  }
}

async function receive(connection) {
  const head = await connection.read(5);
  const type = String.fromCharCode(head[0]);
  const body = await connection.read(head.readInt32BE(1) - 4);
  if (type === 'E') throw new Error(`PostgreSQL refused: ${/\0M([^\0]*)/.exec(body.toString('utf8'))?.[1]}`);
  return { type, body };
}

function send(connection, type, body) {
  connection.write(Buffer.concat([Buffer.from(type), withLength(body)]));
}

const int32 = (number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(number);
  return bytes;
};
const withLength = (body) => Buffer.concat([int32(body.length + 4), body]);
