export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

type Child = Node | string | false | undefined;

/** Makes an element. Texts become text nodes, so that no name from a project is ever read as markup. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) made.setAttribute(name, value === true ? '' : String(value));
  }
  made.append(...children.filter((child) => child !== undefined && child !== false));
  return made;
}

/** A button that looks like the text it stands in. */
export function textButton(text: string, onClick: () => void, attributes: Attributes = {}): HTMLButtonElement {
  const button = element('button', { type: 'button', class: 'text-button', ...attributes }, text);
  button.addEventListener('click', onClick);
  return button;
}
