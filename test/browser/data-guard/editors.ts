/**
 * The page of the editors' tests: the editors that chats are made of, each as its documentation sets it up, with Enter and a
 * button that send. `window.chat` tells what the application itself holds and has sent.
 */
import { defaultKeymap, history as codeMirrorHistory } from '@codemirror/commands';
import { EditorState as CodeMirrorState } from '@codemirror/state';
import { EditorView as CodeMirrorView, keymap as codeMirrorKeymap } from '@codemirror/view';
import { createEmptyHistoryState, registerHistory } from '@lexical/history';
import { registerPlainText } from '@lexical/plain-text';
import { Editor as TipTap } from '@tiptap/core';
import StarterKit from '@tiptap/starter-kit';
import { $getRoot, createEditor as createLexical } from 'lexical';
import { baseKeymap } from 'prosemirror-commands';
import { history } from 'prosemirror-history';
import { keymap } from 'prosemirror-keymap';
import { schema } from 'prosemirror-schema-basic';
import { EditorState } from 'prosemirror-state';
import { EditorView } from 'prosemirror-view';
import Quill from 'quill';
import { createElement, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { createEditor as createSlate, Node as SlateNode } from 'slate';
import { withHistory } from 'slate-history';
import { Editable, Slate, withReact } from 'slate-react';

interface Mounted {
  /** What the application holds. */
  readonly text: () => string;
  /** What has the keyboard. */
  readonly focusable: HTMLElement;
}

type Mount = (place: HTMLElement) => Mounted | Promise<Mounted>;

const MOUNTS: Readonly<Record<string, Mount>> = {
  textarea(place) {
    const field = document.createElement('textarea');
    place.append(field);
    return { text: () => field.value, focusable: field };
  },
  contenteditable(place) {
    const editable = editableIn(place);
    editable.contentEditable = 'true';
    return { text: () => editable.innerText, focusable: editable };
  },
  prosemirror(place) {
    const plugins = [history(), keymap(baseKeymap)];
    const view = new EditorView(place, { state: EditorState.create({ schema, plugins }) });
    return { text: () => view.state.doc.textBetween(0, view.state.doc.content.size, '\n'), focusable: view.dom };
  },
  lexical(place) {
    const editable = editableIn(place);
    editable.contentEditable = 'true';
    const editor = createLexical({ namespace: 'chat', onError: report });
    editor.setRootElement(editable);
    registerPlainText(editor);
    registerHistory(editor, createEmptyHistoryState(), 300);
    return { text: () => editor.getEditorState().read(() => $getRoot().getTextContent()), focusable: editable };
  },
  quill(place) {
    const quill = new Quill(editableIn(place));
    return { text: () => quill.getText().replace(/\n$/, ''), focusable: quill.root };
  },
  async slate(place) {
    const editor = withHistory(withReact(createSlate()));
    const initialValue = [{ type: 'paragraph', children: [{ text: '' }] }];
    createRoot(place).render(createElement(Slate, { editor, initialValue, children: createElement(Editable) }));
    const focusable = await appearing(place, '[contenteditable]');
    return { text: () => editor.children.map((each) => SlateNode.string(each)).join('\n'), focusable };
  },
  codemirror(place) {
    const extensions = [codeMirrorHistory(), codeMirrorKeymap.of(defaultKeymap)];
    const view = new CodeMirrorView({ parent: place, state: CodeMirrorState.create({ extensions }) });
    return { text: () => view.state.doc.toString(), focusable: view.contentDOM };
  },
  tiptap(place) {
    const editor = new TipTap({ element: place, extensions: [StarterKit] });
    return { text: () => editor.getText({ blockSeparator: '\n' }), focusable: editor.view.dom };
  },
  async react(place) {
    let held = '';
    const Composer = () => {
      const [value, setValue] = useState('');
      held = value;
      const onChange = ({ target }: { target: HTMLTextAreaElement }) => {
        setValue(target.value);
      };
      return createElement('textarea', { value, onChange });
    };
    createRoot(place).render(createElement(Composer));
    return { text: () => held, focusable: await appearing(place, 'textarea') };
  },
};

function editableIn(place: HTMLElement): HTMLElement {
  const editable = document.createElement('div');
  place.append(editable);
  return editable;
}

function appearing(place: HTMLElement, selector: string): Promise<HTMLElement> {
  return new Promise((resolve) => {
    const look = () => {
      const found = place.querySelector<HTMLElement>(selector);
      if (found !== null) resolve(found);
      return found !== null;
    };
    const watcher = new MutationObserver(() => {
      if (look()) watcher.disconnect();
    });
    watcher.observe(place, { childList: true, subtree: true });
    look();
  });
}

function report(error: unknown): void {
  document.body.dataset['error'] = String(error);
}

const pasteTrusted: boolean[] = [];
const sent: string[] = [];
/** What the page's own paste button got. */
const read: string[] = [];

async function start(): Promise<void> {
  const [, kind = 'textarea'] = location.pathname.split('/');
  const closed = new URLSearchParams(location.search).has('closed');
  const place = document.querySelector<HTMLElement>('#place');
  if (place === null) throw new Error('the page has no #place');
  const inner = document.createElement('div');
  (closed ? place.attachShadow({ mode: 'closed' }) : place).append(inner);
  const { text, focusable } = (await (MOUNTS[kind] ?? MOUNTS['textarea'])?.(inner)) ?? {
    text: () => '',
    focusable: inner,
  };
  focusable.addEventListener('paste', (event) => pasteTrusted.push(event.isTrusted), true);
  const send = () => sent.push(text());
  focusable.addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      event.stopPropagation();
      send();
    },
    true,
  );
  document.querySelector('#send')?.addEventListener('click', send);
  const drag = document.querySelector('#drag');
  drag?.addEventListener('dragstart', (event) => {
    (event as DragEvent).dataTransfer?.setData('text/plain', drag.textContent);
  });
  document.querySelector('#read')?.addEventListener('click', () => {
    void navigator.clipboard.readText().then(
      (text) => read.push(text),
      (error: unknown) => read.push(`refused: ${(error as Error).name}`),
    );
  });
  Object.assign(window, {
    chat: {
      text,
      sent,
      read,
      pasteTrusted,
      focus: () => {
        focusable.focus();
      },
    },
  });
  document.body.dataset['ready'] = 'true';
}

void start();
