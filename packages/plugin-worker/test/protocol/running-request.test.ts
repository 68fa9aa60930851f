import { RunningRequest } from '../../src/protocol/running-request';

test('its signal aborts with the reason, whenever it is asked for', () => {
  const request = new RunningRequest();
  const { signal } = request;
  expect(signal.aborted).toBe(false);
  request.abort('cancelled');
  expect(signal).toMatchObject({ aborted: true, reason: 'cancelled' });
  expect(request.signal).toBe(signal);

  const ended = new RunningRequest();
  ended.abort('gone');
  expect(ended.signal).toMatchObject({ aborted: true, reason: 'gone' });
});
