import './receiving.css';
import { useEffect, useEffectEvent, useState } from 'react';
import { call, receiving } from '../../app/bridge.ts';
import { dialogIsOpen } from '../../app/commands.ts';
import { useReceiving } from '../../app/receiving.tsx';
import { Icon } from '../../ui/icons.tsx';
import { toBase64, unreadable, whyRefused } from './dropped-file.ts';

const holdsFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;

/**
 * Takes a handed-over file that is dropped anywhere on the window.
 * Security line 12. Any other file is refused with a sentence, and a drop behind a dialog is ignored.
 */
export const DropTarget = () => {
  const { show } = useReceiving();
  const [over, setOver] = useState(false);

  const receive = useEffectEvent(async (files: readonly File[]) => {
    const [file] = files;
    const failure = whyRefused(files);
    if (failure || !file) {
      if (failure) show({ kind: 'refused', file: null, failure });
      return;
    }
    const bytes = await file.arrayBuffer().catch(() => null);
    if (bytes === null) return show({ kind: 'refused', file: null, failure: unreadable(file.name) });
    const dropped = { name: file.name, base64: toBase64(new Uint8Array(bytes)) };
    const result = await call(() => receiving.ReceiveFile(dropped));
    if (!result.ok) show({ kind: 'refused', file: file.name, failure: result.failure });
  });

  useEffect(() => {
    const onOver = (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      const taken = !dialogIsOpen();
      if (event.dataTransfer) event.dataTransfer.dropEffect = taken ? 'copy' : 'none';
      setOver(taken);
    };
    const onLeave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const onDrop = (event: DragEvent) => {
      setOver(false);
      if (!holdsFiles(event)) return;
      event.preventDefault();
      if (!dialogIsOpen()) void receive([...(event.dataTransfer?.files ?? [])]);
    };
    const listening = new AbortController();
    const { signal } = listening;
    window.addEventListener('dragenter', onOver, { signal });
    window.addEventListener('dragover', onOver, { signal });
    window.addEventListener('dragleave', onLeave, { signal });
    window.addEventListener('drop', onDrop, { signal });
    return () => listening.abort();
  }, []);

  if (!over) return null;
  return (
    <div className="drop-target">
      <div className="drop-words">
        <Icon name="file" size={24} />
        <p className="drop-title">Drop it to open it</p>
        <p>A handed-over file, whose name ends in “.age”.</p>
      </div>
    </div>
  );
};
