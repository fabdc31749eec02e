import '../ui/tokens.css';
import '../ui/fonts.css';
import '../ui/base.css';
import '../ui/table.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { stillCaret } from '../ui/still-caret.ts';
import { App } from './app.tsx';

stillCaret();

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
