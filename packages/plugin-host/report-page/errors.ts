import type { SerializedError } from '@plugin-isolation/plugin-worker';
import type { GraphError } from '../src/errors/graph-errors';
import type { Report } from '../src/report/report';
import { element, section } from './dom';

/** What made the graph partial, with stacks. */
export function errors({ errors: all }: Report): HTMLElement {
  if (all.length === 0)
    return section('errors', 'Errors', element('p', {}, 'None: the project graph is complete.'));
  return section('errors', 'Errors', ...all.map(describe));
}

function describe({ plugin, hook, file, field, code, message, stale, error }: GraphError): HTMLElement {
  const where = [hook, file, field].filter((part) => part !== undefined).join(' · ');
  return element(
    'details',
    { class: 'error', open: true },
    element('summary', {}, element('strong', {}, plugin), ` ${where} `, element('code', {}, code)),
    element('p', { class: 'message' }, message),
    ...(stale ? [element('p', {}, `What it gave at ${stale.since} is in the graph instead.`)] : []),
    ...stacksOf(error).map((stack, index) => stackBlock(stack, `Stack ${index + 1} of ${plugin} ${hook}`)),
  );
}

/** Its own, and those of its causes. */
function stacksOf(error: SerializedError): string[] {
  const own = error.stack ? [error.stack] : [];
  const inner = [...(error.cause ? [error.cause] : []), ...(error.errors ?? [])];
  return [...own, ...inner.flatMap(stacksOf)];
}

function stackBlock(stack: string, label: string): HTMLElement {
  return element('pre', { tabindex: 0, role: 'region', 'aria-label': label }, stack);
}
