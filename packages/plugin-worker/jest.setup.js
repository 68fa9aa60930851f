// Most of these tests start processes, which takes its time on a busy machine.
jest.setTimeout(30_000);
