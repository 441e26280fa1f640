/** The least a WebSocket server must do (RFC 6455) to open a connection and show that it is alive. */
import { createHash } from 'node:crypto';

const WEBSOCKET_GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/**
 * Opens the WebSocket, greets once, and returns every later frame's bytes unmasked (a close frame is thereby answered).
 * @param {import('node:http').IncomingMessage} message
 * @param {import('node:stream').Duplex} socket
 * @returns {void}
 */
export function acceptWebSocket(message, socket) {
  const accept = createHash('sha1').update(`${message.headers['sec-websocket-key']}${WEBSOCKET_GUID}`).digest('base64');
  socket.on('error', () => socket.destroy());
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
  );
  socket.write(frame(0x81, Buffer.from('stand-in')));
  socket.on('data', (/** @type {Buffer} */ data) => {
    // Short frames only (under 126 bytes, one per packet): all that a test sends.
    const length = (data[1] ?? 0) & 0x7f;
    const mask = data.subarray(2, 6);
    const payload = Buffer.from(data.subarray(6, 6 + length).map((byte, index) => byte ^ (mask[index % 4] ?? 0)));
    socket.write(frame(data[0] ?? 0x88, payload));
    if (data[0] === 0x88) socket.end();
  });
}

/**
 * @param {number} head
 * @param {Buffer} payload
 * @returns {Buffer}
 */
function frame(head, payload) {
  return Buffer.concat([Buffer.from([head, payload.length]), payload]);
}
