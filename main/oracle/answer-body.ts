/**
 * Reads a body to its end into a buffer of its own. `too-large` if it has more than `maxBytes`: reading stops there. Rejects when the
 * connection breaks off. The chunks are filled with zeros, since some bodies carry a secret.
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
      // Not awaited: some streams end a cancel only when the other side closes.
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
