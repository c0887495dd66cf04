// The few words of Redis' protocol that a counter needs.
import { connect } from './connection.js';

export async function countVisit(address) {
  const url = new URL(address);
  const connection = await connect(url.hostname, Number(url.port || 6379));
  try {
    if (url.password) {
      await command(connection, 'AUTH', decodeURIComponent(url.username || 'default'), decodeURIComponent(url.password));
    }
    if (url.pathname.length > 1) await command(connection, 'SELECT', url.pathname.slice(1));
    return Number(await command(connection, 'INCR', 'visits'));
  } finally {
    connection.close();
  }
}

async function command(connection, ...words) {
  const parts = words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`);
  connection.write(`*${words.length}\r\n${parts.join('')}`);
  const answer = await connection.readLine();
  if (answer.startsWith('-')) throw new Error(`Redis refused ${words[0]}: ${answer.slice(1)}`);
  return answer.slice(1);
}
