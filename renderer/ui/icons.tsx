import type { ReactNode } from 'react';

/** Drawn on 24 by 24 with a stroke of 2 and round ends, in the colour of the text. */
const drawings = {
  alert: (
    <>
      <path d="M12 4 2.8 19.5a1 1 0 0 0 .9 1.5h16.6a1 1 0 0 0 .9-1.5Z" />
      <path d="M12 10v4.5M12 17.6v.1" />
    </>
  ),
  check: <path d="m5 12.5 4.5 4.5L19 7.5" />,
  'chevron-down': <path d="m7 10 5 5 5-5" />,
  'chevron-right': <path d="m10 7 5 5-5 5" />,
  'arrow-down': <path d="M12 5v14m-6-6 6 6 6-6" />,
  'arrow-up': <path d="M12 19V5M6 11l6-6 6 6" />,
  'arrow-left': <path d="M19 12H5m6-6-6 6 6 6" />,
  computer: (
    <>
      <rect x="4" y="5" width="16" height="11" rx="2" />
      <path d="M2.5 20h19" />
    </>
  ),
  clipboard: (
    <>
      <rect x="5" y="5" width="14" height="16" rx="2" />
      <path d="M9 3h6v4H9Z" />
    </>
  ),
  copy: (
    <>
      <rect x="9" y="9" width="12" height="12" rx="2.5" />
      <path d="M5.5 15H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2h8a2 2 0 0 1 2 2v.5" />
    </>
  ),
  cross: <path d="M6.5 6.5l11 11m0-11-11 11" />,
  eye: (
    <>
      <path d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12Z" />
      <circle cx="12" cy="12" r="3" />
    </>
  ),
  'eye-off': (
    <>
      <path d="M10 5.7a9 9 0 0 1 2-.2c6 0 9.5 6.5 9.5 6.5a16 16 0 0 1-2.6 3.4M6.5 7.3A15.5 15.5 0 0 0 2.5 12S6 18.5 12 18.5a9 9 0 0 0 4.6-1.3" />
      <path d="M9.9 9.9a3 3 0 0 0 4.2 4.2M4 4l16 16" />
    </>
  ),
  file: <path d="M13.5 3H7a2 2 0 0 0-2 2v14a2 2 0 0 0 2 2h10a2 2 0 0 0 2-2V8.5ZM13.5 3v5.5H19" />,
  gear: (
    <>
      <circle cx="12" cy="12" r="3.2" />
      <path d="M12 3v3m0 12v3M3 12h3m12 0h3M5.6 5.6l2.2 2.2m8.4 8.4 2.2 2.2m0-12.8-2.2 2.2m-8.4 8.4-2.2 2.2" />
    </>
  ),
  help: (
    <>
      <circle cx="12" cy="12" r="9" />
      <path d="M9.3 9.3a2.8 2.8 0 1 1 4.2 2.6c-.9.5-1.5 1.1-1.5 2.1M12 17v.1" />
    </>
  ),
  info: (
    <>
      <circle cx="12" cy="12" r="9" />
      <path d="M12 11v5.5M12 7.6v.1" />
    </>
  ),
  key: (
    <>
      <circle cx="8" cy="16" r="4.5" />
      <path d="M11.3 12.7 20.5 3.5M16.5 7.5l3 3M13.8 10.2l1.8 1.8" />
    </>
  ),
  lock: (
    <>
      <rect x="4.5" y="10.5" width="15" height="10.5" rx="2" />
      <path d="M8 10.5V7.5a4 4 0 0 1 8 0v3" />
    </>
  ),
  mail: (
    <>
      <rect x="3" y="5" width="18" height="14" rx="2" />
      <path d="m3.5 7 8.5 6 8.5-6" />
    </>
  ),
  offline: (
    <>
      <path d="M7.3 8.3A5.5 5.5 0 0 0 7 19h10a4.5 4.5 0 0 0 1.6-.3M21 16.3A4.5 4.5 0 0 0 17 10h-.6a5.8 5.8 0 0 0-5-4.2" />
      <path d="M4 4l16 16" />
    </>
  ),
  pulse: <path d="M3 12h4l3-7 4 14 3-7h4" />,
  pause: (
    <>
      <circle cx="12" cy="12" r="9" />
      <path d="M10 9.2v5.6m4-5.6v5.6" />
    </>
  ),
  pencil: <path d="M4 20l1-4.5L16.2 4.3a1.8 1.8 0 0 1 2.5 0l1 1a1.8 1.8 0 0 1 0 2.5L8.5 19ZM14 6.5l3.5 3.5" />,
  play: (
    <>
      <circle cx="12" cy="12" r="9" />
      <path d="m10.3 8.8 4.9 3.2-4.9 3.2Z" />
    </>
  ),
  plus: <path d="M12 5v14M5 12h14" />,
  rotate: (
    <>
      <path d="M19.5 7.5A8.7 8.7 0 0 0 3.3 11.4M4.5 16.5a8.7 8.7 0 0 0 16.2-3.9M20 3v5h-5M4 21v-5h5" />
      <path d="M9.5 12.2l2 2 3.2-4" />
    </>
  ),
  refresh: <path d="M20 4.5V9.5h-5M4 19.5v-5h5M19.6 9.5A8 8 0 0 0 5.5 7.4M4.4 14.5a8 8 0 0 0 14.1 2.1" />,
  search: (
    <>
      <circle cx="11" cy="11" r="6.5" />
      <path d="m16 16 4.5 4.5" />
    </>
  ),
  printer: (
    <>
      <path d="M7 9V3.5h10V9M7 17H5a2 2 0 0 1-2-2v-4a2 2 0 0 1 2-2h14a2 2 0 0 1 2 2v4a2 2 0 0 1-2 2h-2" />
      <path d="M7 14h10v6.5H7Z" />
    </>
  ),
  speech: <path d="M20 4H4a1.5 1.5 0 0 0-1.5 1.5V20l4-4H20a1.5 1.5 0 0 0 1.5-1.5v-9A1.5 1.5 0 0 0 20 4Z" />,
  'sign-out': <path d="M14 4h4a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2h-4M10 8l-4 4 4 4M6 12h9" />,
  trash: (
    <path d="M4 7h16M9.5 7V5a1.5 1.5 0 0 1 1.5-1.5h2A1.5 1.5 0 0 1 14.5 5v2M6 7l1 12.5a1.5 1.5 0 0 0 1.5 1.5h7a1.5 1.5 0 0 0 1.5-1.5L18 7M10 11v6m4-6v6" />
  ),
  user: (
    <>
      <circle cx="12" cy="8" r="4" />
      <path d="M5 20.5c0-3.6 3.1-6 7-6s7 2.4 7 6" />
    </>
  ),
  users: (
    <>
      <circle cx="9" cy="8" r="4" />
      <path d="M2 20.5c0-3.6 3.1-6 7-6s7 2.4 7 6M16 4.3a4 4 0 0 1 0 7.4M18 14.9c2.4.7 4 2.6 4 5.6" />
    </>
  ),
} satisfies Record<string, ReactNode>;

export type IconName = keyof typeof drawings;

/** Always beside words or inside a named control, so it is never announced. */
export const Icon = ({ name, size = 16 }: { readonly name: IconName; readonly size?: number }) => (
  <svg
    className="icon"
    width={size}
    height={size}
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    strokeWidth="2"
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden="true"
    focusable="false"
  >
    {drawings[name]}
  </svg>
);
