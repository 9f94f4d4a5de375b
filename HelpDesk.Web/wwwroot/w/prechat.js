import { makeFields } from './fields.js';
import { more, trap } from './more.js';
import { el } from './panel.js';

// What is asked before the first message, and goes with it. Who has nothing left to answer is not stopped. The panel gives
// the focus to the first field while there is one.
export async function ask(chat, composer, changed) {
  const { store, state } = chat;
  const texts = await more(chat);
  const { title, fields } = state.settings.form;
  const asked = fields.filter(({ name }) => !state.known?.includes(name));
  const { nodes, read } = makeFields(asked, texts);
  const bait = trap();
  const node = el('form', { class: 'form prechat', novalidate: true, submit, 'aria-label': title || texts.before },
    title && el('b', null, title), nodes, bait, el('button', { class: 'primary' }, texts.start));

  function submit(event) {
    event?.preventDefault();
    const answers = read();
    if (!answers) return;
    const { value } = bait.firstChild;
    store.set('answers', value ? { ...answers, _website: value } : answers);
    leave();
    // What went without these answers goes again with them.
    if (event) for (const item of [...chat.outbox.items]) if (item.failed === 422) chat.outbox.retry(item);
    changed();
  }

  function leave() {
    chat.first = null;
    node.remove();
  }

  // The chat has begun in another way or in another tab.
  const watcher = new MutationObserver(() => {
    if (composer.hidden || !node.isConnected) return;
    const isHeld = node.contains(node.getRootNode().activeElement);
    leave();
    if (isHeld) changed();
    else chat.changed();
  });

  if (!asked.length) return submit();
  composer.before(node);
  watcher.observe(composer, { attributeFilter: ['hidden'] });
  chat.first = node.querySelector('input, select, textarea');
  changed();
}
