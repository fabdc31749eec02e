import encodeQR from 'qr';

interface QrPath {
  /** Modules per side, including the quiet zone. */
  readonly size: number;
  /** The SVG path on a field of `size` by `size`: the runs of dark modules. */
  readonly path: string;
}

/** The quiet zone that the standard (ISO/IEC 18004) asks for, in modules. */
const quiet = 4;

/** A text as a QR code. With error correction level M, a code with a fold or a reflection can still be read. */
export const qrPath = (text: string): QrPath => {
  const rows = encodeQR(text, 'raw', { ecc: 'medium', border: quiet });
  const runs = rows.flatMap((row, y) =>
    [
      ...row
        .map((dark) => (dark ? '1' : '0'))
        .join('')
        .matchAll(/1+/g),
    ].map(({ index, 0: run }) => `M${index} ${y}h${run.length}v1h-${run.length}z`),
  );
  return { size: rows.length, path: runs.join('') };
};
