import { button, el } from './panel.js';
import { clientKey } from './wire.js';

// Other ways than writing and waiting: somebody now, by mail, by phone.
export function makeWays(chat, words, texts, offers, say, done) {
  const { state, api } = chat;
  const node = el('div', { class: 'ask ways', role: 'group', 'aria-label': texts.ways });
  const error = el('p', { class: 'error', role: 'alert' });
  const talk = () => offers.talkNow && button(texts.now, now, { class: 'plain' });
  const mail = () => offers.email && state.ticket > state.after && button(texts.byMail, byMail, { class: 'plain' });
  const call = () => offers.callBack && button(texts.call, askNumber, { class: 'plain' });
  const back = () => button(words.cancel, done);
  const offered = [talk(), mail(), call()];
  // The same wish again is the same wish.
  const keys = {};
  show(null, ...offered);

  function show(text, ...parts) {
    error.textContent = '';
    node.replaceChildren(...[text && el('p', null, text), ...parts, error].filter(Boolean));
    if (text) say(text);
    if (node.isConnected) (node.querySelector('input') ?? node.querySelector('button')).focus();
  }

  async function ask(path, body) {
    await chat.keep();
    await chat.outbox.sent();
    return api.post(path, body, { 'idempotency-key': keys[path + JSON.stringify(body)] ??= clientKey() });
  }

  function refused({ status, code }) {
    if (code === 'form') chat.changed(chat.store.set('answers', null));
    error.textContent = { phone: texts.phoneBad, email: words.mailBad }[code] ?? words.errors[status] ?? words.errors[0];
  }

  function now() {
    ask('talk-now', { answers: chat.store.get('answers') }).then(({ live, status }) => {
      if (live) return done(say(texts.rings));
      const when = status.opensText ? words.opens(status.opensText) : status.etaText;
      show([words[status.state] ?? texts.nobody, when].filter(Boolean).join(' · ') + '. ' + texts.instead, mail(), call(), back());
    }, refused);
  }

  function byMail() {
    ask('by-mail').then(() => done(), problem => {
      if (problem.code !== 'email') return refused(problem);
      form(texts.byMail, [{ type: 'email', autocomplete: 'email', label: words.address, required: true }], words.send, async ([email]) => {
        await ask('by-mail', { email });
        chat.store.set('email', email);
        chat.heard('email', email);
      });
    });
  }

  function askNumber() {
    form(texts.call, [
      { type: 'tel', autocomplete: 'tel', label: texts.phone, required: true, maxlength: 40 },
      { type: 'text', label: texts.when, maxlength: 200 },
    ], texts.callOk, ([phone, when]) => ask('call-back', { phone, when, answers: chat.store.get('answers') }).then(() => say(texts.willCall)));
  }

  function form(title, fields, label, send) {
    const inputs = fields.map(({ label: name, ...attributes }) => el('input', { ...attributes, dir: 'auto', 'aria-label': name, placeholder: name }));
    const submit = event => {
      event.preventDefault();
      const wrong = inputs.find(input => !input.checkValidity());
      error.textContent = !wrong ? '' : wrong.type === 'email' ? words.mailBad : texts.phoneBad;
      if (wrong) return wrong.focus();
      send(inputs.map(input => input.value.trim())).then(() => done(), refused);
    };
    show(null, el('form', { class: 'ask', novalidate: true, submit }, el('p', null, title), inputs, el('button', { class: 'primary' }, label), back()));
  }

  return offered.some(Boolean) && node;
}
