import { dress, more, trap } from './more.js';
import { button, el } from './panel.js';

// What a conversation asks for now and then, loaded when it does.

export function contact(chat, words, say, done) {
  dress(chat);
  const input = el('input', { type: 'email', required: true, autocomplete: 'email', value: chat.state.email,
    'aria-label': words.address, placeholder: words.address });
  const bait = trap();
  const error = el('p', { class: 'error', role: 'alert' });

  async function submit(event) {
    event.preventDefault();
    error.textContent = input.checkValidity() ? '' : words.mailBad;
    if (error.textContent) return input.focus();
    const email = input.value.trim();
    try {
      await give(chat, email, bait.firstChild.value);
      say(words.mailTo(chat.state.email));
      done?.();
    } catch ({ status }) {
      error.textContent = status === 422 ? words.mailBad : words.errors[status] ?? words.errors[0];
    }
  }

  return el('form', { class: 'ask', novalidate: true, submit }, input, bait,
    el('button', { type: 'submit', class: 'plain' }, words.mailOk), done && button(words.cancel, done), error);
}

// The first message makes the record that the address belongs to.
async function give({ keep, outbox, api, store, heard }, email, _website) {
  await keep();
  await outbox.sent();
  await api.post('contact', { email, _website });
  store.set('email', email);
  heard('email', email);
}

export function end(chat, words, say, done) {
  dress(chat);
  const error = el('p', { class: 'error', role: 'alert' });
  const node = el('div', { class: 'ask', role: 'group', 'aria-label': words.endAsk }, el('p', null, words.endAsk),
    button(words.end, stop, { class: 'plain' }), button(words.endNo, done), error);
  return node;

  // What was written before goes out before it, and nobody is held to a wish they took back meanwhile.
  async function stop() {
    if (chat.state.problem) return complain(words.offline);
    await chat.outbox.sent();
    if (!node.isConnected || node.closest('[hidden]')) return;
    await chat.api.post('end').then(() => done(chat.changed(chat.state.locked = true)), () => complain(words.errors[0]));
  }

  function complain(text) {
    error.textContent = text;
  }
}

export function here(chat, words) {
  dress(chat);
  const keep = button(words.here, () => {
    keep.disabled = true;
    chat.api.post('here').catch(() => { keep.disabled = false; });
  }, { class: 'plain' });
  return keep;
}

export function failure(chat, words, say, done, item) {
  const told = el('span');
  const tell = reason => {
    told.textContent = ` · ${reason} `;
    say(`${words.failed}: ${reason}`);
  };
  // Another page of the same visitor has chosen before.
  if (item.failed === 409 && item.quickReply && !chat.state.locked) more(chat).then(texts => tell(texts.already));
  else tell(words.errors[item.failed] ?? words.errors[0]);
  // What is being written stays. Files cannot be taken back into the composer: while they may go yet, they are not given up.
  const mayGo = item.failed === 'network' || item.failed >= 500 || item.failed === 429;
  const edit = () => chat.edit({ ...item, text: [item.text, chat.store.get('draft')].filter(Boolean).join('\n') });
  return el('span', null, told, button(words.retry, () => chat.outbox.retry(Object.assign(item, { after: chat.state.after }))), ' ',
    !(item.files.length && mayGo) && button(words.edit, edit));
}
