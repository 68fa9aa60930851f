export type Child = Node | string;

type Attributes = Record<string, string | number | boolean | ((event: Event) => void) | undefined>;

/**
 * A new element. Functions are listeners, named as events are; `true` is an attribute without a value, and what is
 * `false` or `undefined` is left out.
 */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener(name, value);
    else if (value !== undefined && value !== false)
      made.setAttribute(name, value === true ? '' : `${value}`);
  }
  made.append(...children);
  return made;
}

/** A part of the page with a heading, which the navigation leads to. */
export function section(id: string, heading: string, ...children: Child[]): HTMLElement {
  const headingId = `${id}-heading`;
  return element(
    'section',
    { id, 'aria-labelledby': headingId },
    element('h2', { id: headingId }, heading),
    ...children,
  );
}

export interface Column {
  heading: string;
  isNumber?: boolean;
}

export function table(caption: string, columns: Column[], rows: Child[][]): HTMLElement {
  const align = (index: number) => (columns[index].isNumber ? { class: 'number' } : {});
  const head = columns.map(({ heading }, index) => element('th', { scope: 'col', ...align(index) }, heading));
  const body = rows.map((cells) =>
    element('tr', {}, ...cells.map((cell, index) => element('td', align(index), cell))),
  );
  // It scrolls on a narrow page, so it takes the keyboard.
  return element(
    'div',
    { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': caption },
    element(
      'table',
      {},
      element('caption', {}, caption),
      element('thead', {}, element('tr', {}, ...head)),
      element('tbody', {}, ...body),
    ),
  );
}

/** A form control with its label. */
export function labelled(label: string, control: HTMLElement): HTMLElement {
  return element('label', { class: 'field' }, element('span', {}, label), control);
}
