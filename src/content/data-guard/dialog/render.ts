/** The dialog's elements. Every text from outside becomes text, never markup. */
import { parseRichText, type Inline } from '../../../protocol/rich-text.js';
import type { DialogView, ShownFinding, Texts } from './view.js';

type Child = Node | string | null;

export function renderDialog(view: DialogView, texts: Texts): HTMLDialogElement {
  const heading = make('h1', { id: 'heading' }, view.heading);
  const dialog = make(
    'dialog',
    { className: view.anyway === null ? 'shut' : '' },
    make(
      'main',
      {},
      heading,
      foundSection(view),
      whySection(view),
      actions(view),
      alternatives(view, texts),
      anyway(view, texts),
      view.privacy === '' ? null : make('p', { className: 'quiet' }, view.privacy),
    ),
  );
  dialog.setAttribute('aria-labelledby', 'heading');
  return dialog;
}

/** The editor has not taken the text: here it is, to copy. */
export function renderCopy(text: string, texts: Texts): HTMLDialogElement {
  const field = make('textarea', { readOnly: true, value: text });
  field.setAttribute('aria-label', texts('data_copy_label'));
  const dialog = make(
    'dialog',
    {},
    make(
      'main',
      {},
      make('h1', { id: 'heading' }, texts('data_copy_heading')),
      make('p', {}, texts('data_copy_text')),
      field,
      make(
        'div',
        { className: 'actions' },
        button('copy', texts('data_copy_button')),
        button('cancel', texts('data_dialog_close'), 'second'),
      ),
    ),
  );
  dialog.setAttribute('aria-labelledby', 'heading');
  return dialog;
}

function foundSection({ foundHeading, found, more }: DialogView): Child {
  if (found.length === 0) return null;
  const list = make('ul', { className: 'found' }, ...found.map(foundItem), more === null ? null : make('li', {}, more));
  // Safari's rule, and the newer axe's: a list without marks is none unless it says so.
  list.setAttribute('role', 'list');
  return make('section', {}, make('h2', {}, foundHeading), list);
}

function foundItem({ label, sample, where }: ShownFinding): HTMLElement {
  return make(
    'li',
    {},
    make('b', { dir: 'auto' }, label),
    sample === '' ? null : make('code', { dir: 'ltr' }, sample),
    where === '' ? null : make('span', { className: 'quiet' }, where),
  );
}

function whySection({ whyHeading, why }: DialogView): HTMLElement {
  const heading = whyHeading === '' ? null : make('h2', {}, whyHeading);
  return make('section', {}, heading, ...why.flatMap(richText));
}

/** The heading promises tools: a contact alone stands without it. */
function alternatives({ alternatives, contact }: DialogView, texts: Texts): Child {
  const asked = contact === null ? null : make('p', {}, link(contact.text, contact.address));
  if (alternatives.length === 0) return asked;
  const tools = alternatives.map(({ name, url }) => make('li', {}, link(name, url)));
  return make('section', {}, make('h2', {}, texts('data_dialog_instead')), make('ul', {}, ...tools), asked);
}

function actions({ redact, redactNeedsReason, cancel }: DialogView): HTMLElement {
  const safe = redact === null || redactNeedsReason;
  return make(
    'div',
    { className: 'actions' },
    redact === null || redactNeedsReason ? null : button('redact', redact),
    button('cancel', cancel, safe ? '' : 'second'),
  );
}

function anyway({ anyway: offered, reasons, redact, redactNeedsReason }: DialogView, texts: Texts): Child {
  if (offered === null) return null;
  const choices = reasons.map(({ id, text }) =>
    make('label', {}, make('input', { type: 'radio', name: 'reason', value: id }), make('span', { dir: 'auto' }, text)),
  );
  const error = make('p', { className: 'error', id: 'error' });
  error.setAttribute('role', 'alert');
  return make(
    'details',
    {},
    make('summary', {}, offered.summary),
    choices.length === 0 ? null : make('fieldset', {}, make('legend', {}, texts('data_dialog_reason')), ...choices),
    error,
    make(
      'div',
      { className: 'actions' },
      redact !== null && redactNeedsReason ? button('redact', redact) : null,
      button('insert', offered.button, 'second'),
    ),
  );
}

function button(act: string, text: string, className = ''): HTMLButtonElement {
  const made = make('button', { type: 'button', className }, text);
  made.dataset['act'] = act;
  return made;
}

function richText(text: string): HTMLElement[] {
  return parseRichText(text).map((block) =>
    block.kind === 'paragraph'
      ? make('p', { dir: 'auto' }, ...block.parts.map(inline))
      : make(
          block.ordered ? 'ol' : 'ul',
          {},
          ...block.items.map((parts) => make('li', { dir: 'auto' }, ...parts.map(inline))),
        ),
  );
}

function inline(part: Inline): Node | string {
  if (part.kind === 'text') return part.text;
  if (part.kind === 'link') return link(part.text, part.address);
  return make(part.kind === 'strong' ? 'strong' : 'em', {}, ...part.parts.map(inline));
}

/** In a tab of its own, so that what was written here stays. */
function link(text: string, address: string | null): HTMLElement {
  if (address === null || !/^(?:https?:|mailto:)/i.test(address)) return make('span', { dir: 'auto' }, text);
  return make('a', { href: address, target: '_blank', rel: 'noreferrer', dir: 'auto' }, text);
}

function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Partial<HTMLElementTagNameMap[Tag]>,
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children.filter((child) => child !== null));
  return element;
}
