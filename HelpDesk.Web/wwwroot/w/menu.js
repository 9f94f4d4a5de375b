import { makeTranscript } from './ending.js';
import { more } from './more.js';
import { button, el } from './panel.js';
import { play } from './sound.js';
import { makeWays } from './ways.js';

// What a customer may want at any time, behind one button.
export async function menu(chat, words, say, shut) {
  const texts = await more(chat);
  const offers = chat.state.settings?.offers ?? {};
  return el('div', { class: 'menu', role: 'group', 'aria-label': words.more },
    makeWays(chat, words, texts, offers, say, shut),
    makeSound(chat, texts),
    chat.state.ticket && offers.transcript && makeTranscript(chat, words, texts, say),
    chat.state.ticket && makePrivacy(chat, words, texts, say),
    button(texts.shut, shut, { class: 'plain' }));
}

function makePrivacy(chat, words, texts, say) {
  const place = el('div', null, button(texts.privacy, async () => {
    place.replaceChildren(await (await import('./privacy.js')).privacy(chat, words, say));
    place.querySelector('button').focus();
  }, { class: 'link' }));
  return place;
}

function makeSound({ store }, texts) {
  const box = el('input', { type: 'checkbox', checked: !!store.get('sound'), change });

  function change() {
    store.set('sound', box.checked || null);
    if (box.checked) play();
  }

  return el('label', { class: 'consent' }, box, texts.sound);
}
