// A WebSocket at /ws that says each message back, with the version in front. Short messages only.
import { createHash } from 'node:crypto';

const MAGIC = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

export function acceptWebSocket(request, socket, version) {
  const key = request.headers['sec-websocket-key'];
  if (!request.url.startsWith('/ws') || !key) return socket.end('HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n');
  const accept = createHash('sha1').update(key + MAGIC).digest('base64');
  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  socket.write(
    'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
      `Sec-WebSocket-Accept: ${accept}\r\n\r\n`,
  );
  let buffer = Buffer.alloc(0);
  socket.on('data', (chunk) => {
    buffer = Buffer.concat([buffer, chunk]);
    for (let frame; (frame = takeFrame(buffer)); buffer = buffer.subarray(frame.size)) answer(socket, frame, version);
  });
}

function answer(socket, { opcode, payload }, version) {
  if (opcode === 0x1) socket.write(frame(0x1, Buffer.from(`${version}: ${payload}`)));
  else if (opcode === 0x9) socket.write(frame(0xa, payload));
  else if (opcode === 0x8) socket.end(frame(0x8, payload));
}

// One whole frame from the front of the buffer, or null. A client's payload is masked.
function takeFrame(buffer) {
  if (buffer.length < 6) return null;
  const short = buffer[1] & 0x7f;
  const head = short === 126 ? 4 : short === 127 ? 10 : 2;
  if (buffer.length < head + 4) return null;
  const length = short === 126 ? buffer.readUInt16BE(2) : short === 127 ? Number(buffer.readBigUInt64BE(2)) : short;
  const size = head + 4 + length;
  if (buffer.length < size) return null;
  const mask = buffer.subarray(head, head + 4);
  const payload = Buffer.from(buffer.subarray(head + 4, size)).map((byte, i) => byte ^ mask[i % 4]);
  return { opcode: buffer[0] & 0x0f, payload, size };
}

function frame(opcode, payload) {
  const head = payload.length < 126 ? Buffer.from([0x80 | opcode, payload.length]) : Buffer.alloc(4);
  if (payload.length >= 126) {
    head[0] = 0x80 | opcode;
    head[1] = 126;
    head.writeUInt16BE(payload.length, 2);
  }
  return Buffer.concat([head, payload]);
}
