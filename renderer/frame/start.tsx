import '../ui/tokens.css';
import '../ui/fonts.css';
import '../ui/base.css';
import '../ui/table.css';
import { StrictMode } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { stillCaret } from '../ui/still-caret.ts';
import { App } from './app.tsx';

stillCaret();

const root = document.getElementById('root');
if (root) {
  const app = (
    <StrictMode>
      <App />
    </StrictMode>
  );
  // Renders at once, so that the first frame already shows the first screen.
  flushSync(() => createRoot(root).render(app));
}
