import { blob } from './log.js';
import { wardrobe } from './more.js';
import { button, el, icon } from './panel.js';

const CROSS = 'M6 6l12 12M18 6L6 18';
const PAPER = 'M7 3h7l5 5v13H7zM14 3v5h5';
// A photo is made smaller first; what nobody's camera gives is not even tried.
const PHOTOS = ['image/png', 'image/jpeg', 'image/webp'];
const BEFORE_SHRINKING = 10;
const PICTURES = ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif'];

// Styles of its own, for the few conversations with files.
const dress = wardrobe('files.css');

const size = bytes => (bytes < 1 << 20 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / (1 << 20)).toFixed(1)} MB`);

// Files on their way up: checked against the inbox's limits first, each a chip with its progress.
export function makeUploads(chat, words, list) {
  const uploads = [];
  const limits = () => chat.state.settings?.limits ?? {};

  function add(files) {
    const most = limits().filesPerMessage ?? 10;
    const wrongs = [];
    for (const file of files) {
      const wrong = refused(file) ?? (uploads.filter(upload => !upload.failed).length >= most ? words.errors.tooMany(most) : null);
      if (wrong) wrongs.push(`${file.name}: ${wrong}`);
      else start(file);
    }
    complain(wrongs.join(' '));
  }

  // In the composer that the list stands in now: it is made anew in another language.
  function complain(text) {
    list.nextSibling.textContent = text;
  }

  function refused(file) {
    const { fileBytes = 20 << 20, fileTypes } = limits();
    if (file.size > fileBytes * (PHOTOS.includes(file.type) ? BEFORE_SHRINKING : 1)) return words.errors.tooLarge(size(fileBytes));
    return fileTypes?.length && !fileTypes.some(type => fits(file, type.toLowerCase())) ? words.errors[415] : null;
  }

  function fits(file, type) {
    if (!type.includes('/')) return file.name.toLowerCase().endsWith('.' + type.replace(/^\./, ''));
    return type.endsWith('/*') ? file.type.startsWith(type.slice(0, -1)) : file.type === type;
  }

  function start(file) {
    const stop = new AbortController();
    const bar = el('progress', { max: 1, value: 0, 'aria-label': words.uploading });
    const note = el('small', null, size(file.size));
    const face = PICTURES.includes(file.type) && el('img', { src: URL.createObjectURL(file), alt: '' });
    const upload = { done: null, face, chip: el('li', null, face, el('span', { class: 'name', dir: 'auto' }, file.name), note, bar,
      button(words.remove(file.name), () => drop(upload, stop.abort()), {}, icon(CROSS))) };
    uploads.push(upload);
    list.append(upload.chip);
    // Not before it is dressed: nothing moves then under a finger on its way to the button.
    dress(chat).then(() => { list.hidden = !uploads.length; });
    shrunk(file).then(ready => {
      const { fileBytes = 20 << 20 } = limits();
      if (ready.size > fileBytes) throw { reason: words.errors.tooLarge(size(fileBytes)) };
      return send(chat, ready, share => { bar.value = share; }, stop.signal);
    }).then(answer => {
      upload.done = { mediaType: file.type, ...answer };
      bar.remove();
    }, problem => {
      if (stop.signal.aborted) return;
      // It stays where it can be seen: a message must not go without it unnoticed.
      const reason = problem.reason ?? words.errors[problem.status] ?? words.errors[0];
      upload.failed = true;
      bar.remove();
      note.className = 'error';
      note.textContent = reason;
      complain(`${file.name}: ${reason}`);
    });
  }

  function drop(upload) {
    uploads.splice(uploads.indexOf(upload), 1);
    upload.chip.remove();
    if (upload.face) URL.revokeObjectURL(upload.face.src);
    list.hidden = !uploads.length;
  }

  return {
    add,
    busy: () => uploads.some(upload => !upload.done && !upload.failed),
    take() {
      const ready = uploads.filter(upload => upload.done);
      ready.forEach(drop);
      return ready.map(upload => upload.done);
    },
  };
}

// What a camera gives is too large for a chat, and tells too much.
const shrunk = file => (file.type.startsWith('image/')
  ? import('./picture.js').then(({ prepare }) => prepare(file)) : Promise.resolve(file));

// fetch cannot tell how much of an upload has gone, XMLHttpRequest can.
async function send(chat, file, progress, signal) {
  // What is uploaded belongs to this visitor: the other tabs go on as the same.
  await chat.keep();
  const answer = await new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', chat.base + 'v1/files');
    request.setRequestHeader('authorization', `Bearer ${chat.session.token}`);
    request.upload.addEventListener('progress', event => progress(event.loaded / event.total));
    request.addEventListener('load', () => (request.status < 300 ? resolve(request.response) : reject(request)));
    request.addEventListener('error', () => reject(request));
    if (signal.aborted) return reject(request);
    signal.addEventListener('abort', () => request.abort());
    const form = new FormData();
    form.append('file', file, file.name || 'image.png');
    request.send(form);
  });
  return JSON.parse(answer);
}

// A file of a message: pictures are previewed; anything else is only ever downloaded, never opened on the host's origin.
export function show(file, chat, words) {
  dress(chat);
  const picture = PICTURES.includes(file.mediaType);
  const node = el('a', { class: picture ? 'picture' : 'file', download: file.name, 'aria-label': words.download(file.name) },
    picture || icon(PAPER), el('span', { class: 'name', dir: 'auto' }, file.name), el('small', null, size(file.size)));
  if (!file.url) return node;
  const fetched = () => blob(chat, file.url).then(found => {
    node.href = URL.createObjectURL(new Blob([found], { type: picture ? file.mediaType : 'application/octet-stream' }));
  });
  if (picture) {
    fetched().then(() => node.replaceChildren(el('img', { src: node.href, alt: file.name })), () => {});
  } else {
    node.setAttribute('tabindex', 0);
    node.setAttribute('role', 'link');
    const load = event => {
      if (node.href || (event.key && event.key !== 'Enter')) return;
      event.preventDefault();
      fetched().then(() => node.click(), () => {});
    };
    node.addEventListener('click', load);
    node.addEventListener('keydown', load);
  }
  return node;
}
