import { describe, expect, it } from 'vitest';
import { parseLaunchArguments } from '../../../main/shell/launch-arguments.ts';

describe('the command line', () => {
  it('asks for the sample tenancy by the exact word', () => {
    expect(parseLaunchArguments(['keydesk', '--sample']).sample).toBe(true);
  });

  it('means nothing by anything else, whoever sends it', () => {
    for (const word of ['--sample=1', '--samples', '-sample', 'sample', '--SAMPLE', '', '--sample\0']) {
      expect(parseLaunchArguments(['keydesk', word]).sample).toBe(false);
    }
  });
});
