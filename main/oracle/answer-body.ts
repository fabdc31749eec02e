/**
 * Reads a body to its end into a buffer of its own. `too-large` when it holds more than `maxBytes`: reading stops there.
 * Rejects when the connection breaks off. The chunks are emptied on the way, since one body in a few carries a secret.
 */
export async function readBody(response: Response, maxBytes: number): Promise<Buffer<ArrayBuffer> | 'too-large'> {
  if (response.body === null) return Buffer.alloc(0);
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = response.body.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    chunks.push(next.value);
    size += next.value.byteLength;
    if (size > maxBytes) {
      // Not awaited: some streams settle a cancel only when the other side lets go.
      void reader.cancel().catch(() => {});
      return 'too-large';
    }
  }
  // `Buffer.concat` would take its memory from a pool shared with others.
  const body = Buffer.alloc(size);
  let at = 0;
  for (const chunk of chunks) {
    body.set(chunk, at);
    at += chunk.byteLength;
    chunk.fill(0);
  }
  return body;
}
