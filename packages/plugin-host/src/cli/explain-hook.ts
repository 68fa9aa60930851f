import type { HookTiming } from '../hooks/layers/timed';

/** Whether a hook of a plugin ran; if it is asked for, why. Nothing about a core plugin. */
export function explainHook({ isReused, reason }: HookTiming, isExplained: boolean): string {
  if (isReused) return 'reused';
  return isExplained && reason !== undefined ? `ran: the plugin ${reason}` : '';
}
