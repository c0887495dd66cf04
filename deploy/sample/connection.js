// A TCP connection that is read as a sequence of bytes.
import net from 'node:net';

export async function connect(host, port) {
  const socket = net.connect({ host, port });
  socket.setNoDelay(true);
  socket.setTimeout(5_000, () => socket.destroy(new Error(`${host}:${port} did not answer in 5 s`)));
  await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  const chunks = socket[Symbol.asyncIterator]();
  let buffer = Buffer.alloc(0);

  async function fill() {
    const { value, done } = await chunks.next();
    if (done) throw new Error(`${host}:${port} closed the connection`);
    buffer = Buffer.concat([buffer, value]);
  }

  return {
    write: (data) => socket.write(data),
    close: () => socket.destroy(),
    async read(length) {
      while (buffer.length < length) await fill();
      const part = buffer.subarray(0, length);
      buffer = buffer.subarray(length);
      return part;
    },
    async readLine() {
      while (buffer.indexOf('\r\n') < 0) await fill();
      const end = buffer.indexOf('\r\n');
      const line = buffer.toString('utf8', 0, end);
      buffer = buffer.subarray(end + 2);
      return line;
    },
  };
}
