import { toSafeJson } from '../../src/report/report-html';

test('JSON can neither end its script element nor have a line end that JavaScript knows', () => {
  const value = { text: '</script><!--<script>\u2028\u2029' };
  const text = toSafeJson(value);
  expect(text).not.toMatch(/[<>\u2028\u2029]/);
  expect(JSON.parse(text)).toEqual(value);
});
