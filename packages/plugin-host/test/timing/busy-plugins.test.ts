import { BusyPlugins } from '../../src/timing/busy-plugins';

describe('B44 a person who waits', () => {
  let said: string[];
  let busy: BusyPlugins;

  beforeEach(() => {
    jest.useFakeTimers();
    said = [];
    busy = new BusyPlugins((sentence) => said.push(sentence));
  });
  afterEach(() => jest.useRealTimers());

  it('is told within 2 s who is still at work, with hook and time', () => {
    busy.begin('slow', 'load');
    busy.begin('quick', 'createNodes')();
    jest.advanceTimersByTime(2000);
    expect(said).toEqual(['Still at work: slow (load, 1.0 s).']);
  });

  it('is told although others ask all the time', () => {
    busy.begin('slow', 'load');
    for (let asked = 0; asked < 5; asked++) {
      jest.advanceTimersByTime(900);
      busy.hurry();
    }
    expect(said.length).toBeGreaterThanOrEqual(2);
  });

  it('is told again at growing intervals, never more than 30 s apart', () => {
    busy.begin('slow', 'load');
    const gaps: number[] = [];
    let lastSaidAt = 0;
    for (let seconds = 1; seconds <= 600; seconds++) {
      const before = said.length;
      jest.advanceTimersByTime(1000);
      if (said.length === before) continue;
      gaps.push(seconds - lastSaidAt);
      lastSaidAt = seconds;
    }
    expect(Math.max(...gaps)).toBeLessThanOrEqual(30);
    expect(said.length).toBeLessThan(40);
  });

  it('is told soon who is at work where others have been told long ago', () => {
    busy.begin('slow', 'createNodes');
    jest.advanceTimersByTime(56_000);
    const before = said.length;
    busy.hurry();
    jest.advanceTimersByTime(1000);
    expect(said.slice(before)).toEqual(['Still at work: slow (createNodes, 57.0 s).']);
  });

  it('is told at once and then at intervals what this process waits for, until it has it', () => {
    let seconds = 5;
    const end = busy.wait(() => `Waiting for ${seconds} s.`);
    seconds = 6;
    jest.advanceTimersByTime(1000);
    expect(said).toEqual(['Waiting for 5 s.', 'Waiting for 6 s.']);
    end();
    jest.advanceTimersByTime(60_000);
    expect(said).toHaveLength(2);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('is told nothing while many plugins are quick one after the other', () => {
    for (let nth = 0; nth < 20; nth++) {
      const end = busy.begin(`quick ${nth}`, 'createNodes');
      jest.advanceTimersByTime(900);
      end();
    }
    expect(said).toEqual([]);
  });

  it('is told of the next slow one, too, after a pause', () => {
    busy.begin('first', 'load')();
    jest.advanceTimersByTime(60_000);
    expect(jest.getTimerCount()).toBe(0);
    busy.begin('second', 'createMetadata');
    jest.advanceTimersByTime(2000);
    expect(said).toEqual(['Still at work: second (createMetadata, 1.0 s).']);
  });
});
