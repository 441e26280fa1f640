/** The dialog with everything in it, in an open root, where axe can see it. */
import { renderDialog } from '../../../src/content/data-guard/dialog/render.js';
import { STYLE } from '../../../src/content/data-guard/dialog/style.js';
import messages from '../../../public/_locales/en/messages.json' with { type: 'json' };

const texts = (key: string, ...values: string[]): string =>
  (messages as Record<string, { message: string }>)[key]?.message.replace(/\$\w+\$/g, () => values.shift() ?? '') ??
  key;

const host = document.createElement('div');
const sheet = new CSSStyleSheet();
sheet.replaceSync(STYLE);
const root = host.attachShadow({ mode: 'open' });
root.adoptedStyleSheets.push(sheet);
const dialog = renderDialog(
  {
    heading: texts('data_dialog_heading_warn', 'Example Chat'),
    foundHeading: texts('data_dialog_found'),
    found: [
      { label: 'GitHub token', sample: 'ghp_…', where: 'line 3' },
      { label: texts('data_kind_code'), sample: '', where: '12 lines' },
    ],
    more: texts('data_dialog_more', '2'),
    whyHeading: texts('data_dialog_why'),
    why: ['Keys belong in the **vault**.\n\n- one\n- [two](https://intranet.example/)'],
    alternatives: [{ name: 'Contoso Assistant', url: 'https://assistant.contoso.example/' }],
    contact: { text: texts('data_dialog_contact', 'AI desk'), address: 'mailto:ai-desk@contoso.example' },
    redact: texts('data_dialog_redact', '1'),
    redactNeedsReason: false,
    cancel: texts('data_dialog_cancel'),
    anyway: { summary: texts('data_dialog_insert_anyway'), button: texts('data_dialog_insert') },
    reasons: [
      { id: 'test', text: 'It is test data' },
      { id: 'agreed', text: 'My manager agrees' },
    ],
    privacy: texts('data_dialog_privacy'),
  },
  texts,
);
root.append(dialog);
document.documentElement.lang = 'en';
document.body.replaceChildren(host);
dialog.querySelector('details')?.setAttribute('open', '');
dialog.showModal();
