/** One path for each icon, on 24 by 24 units. The stroke is 2 wide with round ends, in the colour of the text. */
const drawings = {
  alert: 'M12 4 2.8 19.5a1 1 0 0 0 .9 1.5h16.6a1 1 0 0 0 .9-1.5ZM12 10v4.5M12 17.6v.1',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  'chevron-down': 'm7 10 5 5 5-5',
  'chevron-right': 'm10 7 5 5-5 5',
  'arrow-down': 'M12 5v14m-6-6 6 6 6-6',
  'arrow-up': 'M12 19V5M6 11l6-6 6 6',
  'arrow-left': 'M19 12H5m6-6-6 6 6 6',
  computer: 'M6 5h12a2 2 0 0 1 2 2v7a2 2 0 0 1-2 2h-12a2 2 0 0 1-2-2v-7a2 2 0 0 1 2-2ZM2.5 20h19',
  clipboard: 'M7 5h10a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2h-10a2 2 0 0 1-2-2v-12a2 2 0 0 1 2-2ZM9 3h6v4H9Z',
  copy: 'M11.5 9h7a2.5 2.5 0 0 1 2.5 2.5v7a2.5 2.5 0 0 1-2.5 2.5h-7a2.5 2.5 0 0 1-2.5-2.5v-7a2.5 2.5 0 0 1 2.5-2.5ZM5.5 15H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2h8a2 2 0 0 1 2 2v.5',
  cross: 'M6.5 6.5l11 11m0-11-11 11',
  eye: 'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12ZM9 12a3 3 0 1 0 6 0a3 3 0 1 0-6 0Z',
  'eye-off':
    'M10 5.7a9 9 0 0 1 2-.2c6 0 9.5 6.5 9.5 6.5a16 16 0 0 1-2.6 3.4M6.5 7.3A15.5 15.5 0 0 0 2.5 12S6 18.5 12 18.5a9 9 0 0 0 4.6-1.3M9.9 9.9a3 3 0 0 0 4.2 4.2M4 4l16 16',
  file: 'M13.5 3H7a2 2 0 0 0-2 2v14a2 2 0 0 0 2 2h10a2 2 0 0 0 2-2V8.5ZM13.5 3v5.5H19',
  gear: 'M8.8 12a3.2 3.2 0 1 0 6.4 0a3.2 3.2 0 1 0-6.4 0ZM12 3v3m0 12v3M3 12h3m12 0h3M5.6 5.6l2.2 2.2m8.4 8.4 2.2 2.2m0-12.8-2.2 2.2m-8.4 8.4-2.2 2.2',
  help: 'M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0ZM9.3 9.3a2.8 2.8 0 1 1 4.2 2.6c-.9.5-1.5 1.1-1.5 2.1M12 17v.1',
  info: 'M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0ZM12 11v5.5M12 7.6v.1',
  key: 'M3.5 16a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0ZM11.3 12.7 20.5 3.5M16.5 7.5l3 3M13.8 10.2l1.8 1.8',
  lock: 'M6.5 10.5h11a2 2 0 0 1 2 2v6.5a2 2 0 0 1-2 2h-11a2 2 0 0 1-2-2v-6.5a2 2 0 0 1 2-2ZM8 10.5V7.5a4 4 0 0 1 8 0v3',
  mail: 'M5 5h14a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2h-14a2 2 0 0 1-2-2v-10a2 2 0 0 1 2-2ZM3.5 7l8.5 6 8.5-6',
  offline:
    'M7.3 8.3A5.5 5.5 0 0 0 7 19h10a4.5 4.5 0 0 0 1.6-.3M21 16.3A4.5 4.5 0 0 0 17 10h-.6a5.8 5.8 0 0 0-5-4.2M4 4l16 16',
  pulse: 'M3 12h4l3-7 4 14 3-7h4',
  pause: 'M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0ZM10 9.2v5.6m4-5.6v5.6',
  pencil: 'M4 20l1-4.5L16.2 4.3a1.8 1.8 0 0 1 2.5 0l1 1a1.8 1.8 0 0 1 0 2.5L8.5 19ZM14 6.5l3.5 3.5',
  play: 'M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0ZM10.3 8.8l4.9 3.2-4.9 3.2Z',
  plus: 'M12 5v14M5 12h14',
  rotate: 'M19.5 7.5A8.7 8.7 0 0 0 3.3 11.4M4.5 16.5a8.7 8.7 0 0 0 16.2-3.9M20 3v5h-5M4 21v-5h5M9.5 12.2l2 2 3.2-4',
  refresh: 'M20 4.5V9.5h-5M4 19.5v-5h5M19.6 9.5A8 8 0 0 0 5.5 7.4M4.4 14.5a8 8 0 0 0 14.1 2.1',
  search: 'M4.5 11a6.5 6.5 0 1 0 13 0a6.5 6.5 0 1 0-13 0ZM16 16l4.5 4.5',
  printer: 'M7 9V3.5h10V9M7 17H5a2 2 0 0 1-2-2v-4a2 2 0 0 1 2-2h14a2 2 0 0 1 2 2v4a2 2 0 0 1-2 2h-2M7 14h10v6.5H7Z',
  speech: 'M20 4H4a1.5 1.5 0 0 0-1.5 1.5V20l4-4H20a1.5 1.5 0 0 0 1.5-1.5v-9A1.5 1.5 0 0 0 20 4Z',
  'sign-out': 'M14 4h4a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2h-4M10 8l-4 4 4 4M6 12h9',
  trash:
    'M4 7h16M9.5 7V5a1.5 1.5 0 0 1 1.5-1.5h2A1.5 1.5 0 0 1 14.5 5v2M6 7l1 12.5a1.5 1.5 0 0 0 1.5 1.5h7a1.5 1.5 0 0 0 1.5-1.5L18 7M10 11v6m4-6v6',
  user: 'M8 8a4 4 0 1 0 8 0a4 4 0 1 0-8 0ZM5 20.5c0-3.6 3.1-6 7-6s7 2.4 7 6',
  users:
    'M5 8a4 4 0 1 0 8 0a4 4 0 1 0-8 0ZM2 20.5c0-3.6 3.1-6 7-6s7 2.4 7 6M16 4.3a4 4 0 0 1 0 7.4M18 14.9c2.4.7 4 2.6 4 5.6',
};

export type IconName = keyof typeof drawings;

/** An icon is always beside words or inside a named control, so it is never announced. */
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
    <path d={drawings[name]} />
  </svg>
);
