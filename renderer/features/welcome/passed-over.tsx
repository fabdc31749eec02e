import { Notice } from '../../ui/notice.tsx';

/** Lines of the configuration file that say nothing. The profiles above are offered all the same. */
export const PassedOver = ({ lines }: { readonly lines: readonly string[] }) =>
  lines.length > 0 && (
    <Notice tone="neutral" icon="file">
      {lines.map((line) => (
        <p key={line} className="selectable">
          {line}
        </p>
      ))}
    </Notice>
  );
