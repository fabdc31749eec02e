interface UsedMeterProps {
  readonly used: number;
  readonly limit: number;
}

/** "1 of 2 used", with one segment for each key. */
export const UsedMeter = ({ used, limit }: UsedMeterProps) => (
  <span className="used">
    <span className="used-segments" aria-hidden="true">
      {Array.from({ length: limit }, (_, index) => index).map((index) => (
        <span key={index} className={`used-segment ${index < used ? 'used-taken' : ''}`} />
      ))}
    </span>
    <span className="third">
      {used} of {limit} used
    </span>
  </span>
);
