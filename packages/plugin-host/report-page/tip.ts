import { element } from './dom';

let tip: HTMLElement | undefined;

/** Shows a text beside an element while it is pointed at or has the focus. */
export function withTip<E extends HTMLElement>(target: E, text: string): E {
  const show = () => {
    tip ??= document.body.appendChild(element('div', { class: 'tip', 'aria-hidden': 'true', hidden: true }));
    tip.textContent = text;
    tip.hidden = false;
    const { left, bottom, top } = target.getBoundingClientRect();
    const { offsetWidth, offsetHeight } = tip;
    const isBelow = bottom + offsetHeight + 8 < innerHeight;
    tip.style.left = `${Math.max(4, Math.min(left, innerWidth - offsetWidth - 4))}px`;
    tip.style.top = `${isBelow ? bottom + 4 : top - offsetHeight - 4}px`;
  };
  const hide = () => {
    if (tip) tip.hidden = true;
  };
  for (const event of ['mouseenter', 'focus', 'click']) target.addEventListener(event, show);
  for (const event of ['mouseleave', 'blur']) target.addEventListener(event, hide);
  return target;
}
