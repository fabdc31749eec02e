export interface UsedMeterProps {
  readonly used: number;
  readonly limit: number;
}

/** "1 of 2 used", with one segment a key. */
export const UsedMeter = ({ used, limit }: UsedMeterProps) => (
  <span className="used">
    <span className="used-segments" aria-hidden="true">
      {Array.from({ length: limit }, (_, place) => place).map((place) => (
        <span key={place} className={`used-segment ${place < used ? 'used-taken' : ''}`} />
      ))}
    </span>
    <span className="third">
      {used} of {limit} used
    </span>
  </span>
);
