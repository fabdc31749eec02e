import { useMemo } from 'react';
import { qrPath } from './qr-path.ts';

const leastPixels = 148;
/** So that each module is drawn whole, and a camera can tell two of them apart. */
const pixelsPerModule = 2;

/** A text as a QR code: dark on light in every colour scheme, because some readers know no other. */
export const QrCode = ({ text, name }: { readonly text: string; readonly name: string }) => {
  const { size, path } = useMemo(() => qrPath(text), [text]);
  const pixels = Math.max(leastPixels, size * pixelsPerModule);
  return (
    <svg className="qr" role="img" aria-label={name} width={pixels} height={pixels} viewBox={`0 0 ${size} ${size}`}>
      <path className="qr-light" d={`M0 0h${size}v${size}h-${size}z`} />
      <path className="qr-dark" shapeRendering="crispEdges" d={path} />
    </svg>
  );
};
