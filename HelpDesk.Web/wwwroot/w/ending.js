import { more } from './more.js';
import { own } from './chat.js';
import { button, el } from './panel.js';

const PAGE = 200;
const COMMENT = 2000;

// What is offered when a chat is over: say how it was, and take the conversation home.
export async function end(chat, words, say, over, fresh) {
  const texts = await more(chat);
  over.querySelector('.ending')?.remove();
  const { rating, transcript } = chat.state.settings.offers;
  const node = el('div', { class: 'ending' }, rating && makeRating(chat, words, texts, say), transcript && makeTranscript(chat, words, texts, say));
  fresh.before(node);
  fresh.addEventListener('click', () => node.remove(), { once: true });
}

function makeRating({ api, store, state }, words, texts, say) {
  const { ticket } = state;
  const node = el('div');
  const given = store.get('rated');
  if (given?.ticket === ticket) thank();
  else ask();

  function thank() {
    node.replaceChildren(el('p', null, texts.thanks, ' ', button(texts.change, () => {
      ask();
      node.querySelector('input:checked').focus();
    }, { class: 'link' })));
  }

  function ask() {
    const before = store.get('rated');
    const known = before?.ticket === ticket ? before : {};
    const choices = texts.ratings.map((label, index) => el('label', null,
      el('input', { type: 'radio', name: 'rating', value: index + 1, checked: known.rating === index + 1 }), label));
    const comment = el('textarea', { rows: 2, dir: 'auto' });
    const error = el('p', { class: 'error', role: 'alert' });
    comment.value = known.comment ?? '';
    node.replaceChildren(el('form', { submit, change }, el('fieldset', { class: 'stars' }, el('legend', null, texts.rate), choices),
      error, el('button', { class: 'plain' }, texts.rateOk)));
    if (known.rating) change();

    // Why, is asked of who has said how.
    function change() {
      if (!comment.isConnected) error.before(el('label', { class: 'wide' }, texts.comment, comment));
    }

    async function submit(event) {
      event.preventDefault();
      const chosen = node.querySelector('input:checked');
      error.textContent = chosen ? '' : texts.choose;
      if (!chosen) return node.querySelector('input').focus();
      // Not cut by the field: what was written would be lost without a word.
      if (comment.value.trim().length > COMMENT) {
        error.textContent = words.errors.tooLong(COMMENT);
        return comment.focus();
      }
      const vote = { ticket, rating: +chosen.value, comment: comment.value.trim() };
      try {
        await api.post('csat', vote);
        store.set('rated', vote);
        thank();
        node.querySelector('button').focus();
        say(texts.thanks);
      } catch ({ status, code }) {
        error.textContent = code === 'not_ratable' ? texts.tooLate : code === 'too_long' ? words.errors.tooLong(COMMENT) : words.errors[status] ?? words.errors[0];
      }
    }
  }

  return node;
}

export function makeTranscript(chat, words, texts, say) {
  const { state } = chat;
  const { ticket } = state;
  const place = el('div');
  const error = el('p', { class: 'error', role: 'alert' });
  const mail = button(texts.mailIt, ask, { class: 'link' });
  const save = button(texts.save, download, { class: 'link' });

  function ask() {
    const input = el('input', { type: 'email', required: true, autocomplete: 'email', value: state.email,
      'aria-label': words.address, placeholder: words.address });
    place.replaceChildren(el('form', { class: 'ask', novalidate: true, submit }, input,
      el('button', { class: 'plain' }, words.send), button(words.cancel, done)));
    input.focus();

    async function submit(event) {
      event.preventDefault();
      error.textContent = input.checkValidity() ? '' : words.mailBad;
      if (error.textContent) return input.focus();
      try {
        await chat.api.post('transcript', { ticket, email: input.value.trim() });
        const told = texts.mailed(input.value.trim());
        done();
        place.replaceChildren(el('p', null, told));
        say(told);
      } catch ({ status }) {
        error.textContent = status === 422 ? words.mailBad : words.errors[status] ?? words.errors[0];
      }
    }
  }

  function done() {
    place.replaceChildren();
    error.textContent = '';
    mail.focus();
  }

  async function download() {
    try {
      const text = await transcribe(chat, words, ticket);
      const link = el('a', { href: URL.createObjectURL(new Blob([text], { type: 'text/plain' })), download: `chat-${ticket}.txt` });
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    } catch ({ status }) {
      error.textContent = words.errors[status] ?? words.errors[0];
    }
  }

  return el('div', null, mail, ' ', save, place, error);
}

// The whole conversation as plain text, page by page from its end.
async function transcribe({ api }, words, ticket) {
  const parts = [];
  for (let before = ''; before !== null;) {
    const { items, next } = await api.get(`messages?limit=${PAGE}&ticket=${ticket}&before=${before}`);
    parts.unshift(...items.filter(({ author }) => author.type !== 'system').map(message => [
      `${own(message) ? words.you : message.author.name || words.team}, ${new Date(message.createdAt).toLocaleString()}:`,
      message.text, ...message.attachments.map(file => `[${file.name}]`),
    ].filter(Boolean).join('\n')));
    before = next;
  }
  return parts.join('\n\n') + '\n';
}
