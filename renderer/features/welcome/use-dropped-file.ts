import { useEffect, useEffectEvent } from 'react';

/** Takes a file that is dropped anywhere on the window, in front of the place for handed-over files. */
export const useDroppedFile = (onFile: (file: File) => void): void => {
  const take = useEffectEvent(onFile);
  useEffect(() => {
    const onDrag = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      event.stopPropagation();
      const [file] = event.type === 'drop' ? event.dataTransfer.files : [];
      if (file) take(file);
    };
    const types = ['dragenter', 'dragover', 'dragleave', 'drop'] as const;
    for (const type of types) window.addEventListener(type, onDrag, { capture: true });
    return () => {
      for (const type of types) window.removeEventListener(type, onDrag, { capture: true });
    };
  }, []);
};
