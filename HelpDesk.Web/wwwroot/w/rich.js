import { makeFields } from './fields.js';
import { blob } from './log.js';
import { more } from './more.js';
import { button, el, icon } from './panel.js';

const BACK = 'M15 5l-7 7 7 7';
const ON = 'M9 5l7 7-7 7';

// What a message carries beside its text.
export function show(message, chat, words, say) {
  const box = el('div', { class: 'rich' });
  more(chat).then(texts => {
    const { quickReplies, chosen, cards, form } = message.content;
    const over = chat.state.locked || message.ticket < chat.state.ticket;
    box.append(...[
      quickReplies && !chosen && !over && makeReplies(message, chat, texts),
      cards && makeCards(cards, chat, texts),
      form && (form.answers ? makeAnswers(form, texts) : !over && makeForm(message, chat, words, texts, say)),
    ].filter(Boolean));
  });
  return [box];
}

// Whoever used something that goes away finds themselves where they write.
const goOn = ({ root }) => root.querySelector('.composer textarea').focus();

function makeReplies({ id, content }, chat, texts) {
  return el('div', { class: 'replies', role: 'group', 'aria-label': texts.pick }, content.quickReplies.map(reply => button(reply, () => {
    content.chosen = reply;
    chat.send(reply, [], { quickReply: id });
    goOn(chat);
  }, { class: 'plain', dir: 'auto' })));
}

function makeCards(cards, chat, texts) {
  const list = el('ul', { class: 'cards', tabindex: 0, 'aria-label': texts.cards(cards.length) }, cards.map(card => makeCard(card, chat)));
  if (cards.length < 2) return list;
  const turn = step => list.scrollBy({ left: step * list.firstChild.offsetWidth });
  return el('div', { class: 'carousel' }, list, el('div', { class: 'turns' },
    button(texts.back, () => turn(-1), { class: 'tool' }, icon(BACK)), button(texts.on, () => turn(1), { class: 'tool' }, icon(ON))));
}

function makeCard({ title, text, link, linkLabel, image }, chat) {
  const node = el('li', { class: 'card' }, el('b', { dir: 'auto' }, title), text && el('p', { dir: 'auto' }, text),
    isWeb(link) && el('a', { href: link, target: '_blank', rel: 'noopener noreferrer nofollow' }, linkLabel || new URL(link).host));
  if (image) blob(chat, image).then(found => node.prepend(el('img', { src: URL.createObjectURL(found), alt: '' })), () => {});
  return node;
}

const isWeb = link => /^https?:\/\//i.test(link ?? '');

function makeForm(message, chat, words, texts, say) {
  const { title, fields } = message.content.form;
  const made = makeFields(fields, texts);
  const error = el('p', { class: 'error', role: 'alert' });
  const send = el('button', { class: 'primary' }, words.send);

  async function submit(event) {
    event.preventDefault();
    const answers = made.read();
    if (!answers) return;
    error.textContent = '';
    send.disabled = true;
    try {
      await chat.api.post(`forms/${message.id}`, { answers });
      say(texts.sent);
      goOn(chat);
    } catch ({ status, code }) {
      send.disabled = false;
      error.textContent = code === 'form' ? texts.check : code === 'answered' ? texts.already : words.errors[status] ?? words.errors[0];
    }
  }

  return el('form', { class: 'form', novalidate: true, submit, 'aria-label': title }, el('b', null, title), made.nodes, error, send);
}

function makeAnswers({ title, fields, answers }, texts) {
  const said = ({ type, name }) => (type === 'consent' || type === 'yesNo' ? texts[answers[name]] : answers[name]);
  return el('div', { class: 'form' }, title && el('b', null, title),
    el('dl', null, fields.filter(({ name }) => answers[name]).flatMap(field => [el('dt', null, field.label), el('dd', { dir: 'auto' }, said(field))])));
}
