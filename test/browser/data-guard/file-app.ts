/**
 * The page of the files' tests: the ways in which chats take files, each as its documentation sets it up. `window.files` tells what
 * the application has got, by its way in.
 */
import Uppy from '@uppy/core';
import DragDrop from '@uppy/drag-drop';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { useDropzone } from 'react-dropzone';

const got: string[] = [];
/** What reached the page's own listeners before anybody had decided. */
const seen: string[] = [];

function take(door: string, files: readonly File[]): void {
  if (files.length > 0) got.push(`${door}: ${files.map(({ name }) => name).join(', ')}`);
}

function placeOf(door: string): HTMLElement {
  const place = document.createElement('div');
  place.id = door;
  document.body.append(place);
  return place;
}

function inputIn(root: Node, door: string, { many = true, folder = false } = {}): HTMLInputElement {
  const input = Object.assign(document.createElement('input'), {
    type: 'file',
    multiple: many,
    webkitdirectory: folder,
  });
  input.addEventListener('input', () => {
    if ((input.files?.length ?? 0) > 0) seen.push(door);
  });
  input.addEventListener('change', () => {
    take(door, [...(input.files ?? [])]);
  });
  root.appendChild(input);
  return input;
}

function buttonIn(door: string, act: () => unknown): void {
  const button = Object.assign(document.createElement('button'), { type: 'button', textContent: door });
  button.addEventListener('click', () => void act());
  placeOf(door).append(button);
}

inputIn(placeOf('plain'), 'plain');
inputIn(placeOf('folder'), 'folder', { folder: true });
const closed = placeOf('closed').attachShadow({ mode: 'closed' });
const hidden = inputIn(closed, 'closed');
buttonIn('closed-button', () => {
  hidden.click();
});
buttonIn('loose', () => {
  inputIn(document.createDocumentFragment(), 'loose').click();
});
buttonIn('picker', async () => {
  const { showOpenFilePicker: pick } = globalThis as unknown as {
    showOpenFilePicker: () => Promise<FileSystemFileHandle[]>;
  };
  try {
    const handles = await pick();
    take('picker', await Promise.all(handles.map((handle) => handle.getFile())));
  } catch (error) {
    got.push(`picker: ${(error as Error).name}`);
  }
});

function Dropzone() {
  const { getRootProps, getInputProps } = useDropzone({
    onDrop: (files) => {
      take('react-dropzone', files);
    },
  });
  const style = { padding: '2rem', border: '1px dashed' };
  return createElement('div', getRootProps({ style }), createElement('input', getInputProps()), 'react-dropzone');
}
createRoot(placeOf('react-dropzone')).render(createElement(Dropzone));

const uppy = new Uppy({ debug: false });
uppy.use(DragDrop, { target: placeOf('uppy') });
uppy.on('files-added', (files) => {
  take(
    'uppy',
    files.map(({ data }) => data as File),
  );
  for (const { id } of files) uppy.removeFile(id);
});

const pasted = Object.assign(document.createElement('textarea'), { id: 'paste' });
pasted.addEventListener('paste', (event) => {
  take('paste', [...(event.clipboardData?.files ?? [])]);
});
document.body.append(pasted);

const form = document.createElement('form');
Object.assign(form, { id: 'form', method: 'post', enctype: 'multipart/form-data', action: '/received' });
form.innerHTML = '<input type="file" name="file"><button>Send</button>';
document.body.append(form);

Object.assign(window, { files: { got, seen } });
document.body.dataset['ready'] = 'true';
