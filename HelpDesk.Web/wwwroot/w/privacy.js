import { more } from './more.js';
import { button, el } from './panel.js';

// A customer takes their data home, or asks for it to be deleted.
export async function privacy(chat, words, say) {
  const texts = await more(chat);
  const said = el('p', { role: 'status' });
  const take = button(texts.takeData, download, { class: 'plain' });
  const drop = button(texts.dropData, ask, { class: 'plain' });
  const sure = el('div', { class: 'ask', role: 'group', 'aria-label': texts.dropAsk, hidden: true }, el('p', null, texts.dropAsk),
    button(texts.dropData, forget, { class: 'plain' }), button(words.cancel, back));

  function tell(text) {
    said.textContent = text;
    say(text);
  }

  const failed = ({ status, code }) => tell(code === 'unverified' ? texts.unverified : words.errors[status] ?? words.errors[0]);

  async function download() {
    try {
      const blob = await (await chat.api.open('data')).blob();
      const link = el('a', { href: URL.createObjectURL(blob), download: 'my-data.zip' });
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
      tell(texts.tookData);
    } catch (problem) {
      failed(problem);
    }
  }

  function ask() {
    sure.hidden = false;
    sure.querySelector('button').focus();
  }

  function back() {
    sure.hidden = true;
    drop.focus();
  }

  async function forget() {
    sure.hidden = true;
    try {
      const { erased } = await chat.api.post('forget');
      tell(erased ? texts.dropped : texts.dropAsked);
      drop.hidden = true;
      if (erased) for (const key of chat.store.names()) chat.store.set(key, null);
    } catch (problem) {
      failed(problem);
    }
  }

  return el('div', { role: 'group', 'aria-label': texts.privacy }, take, ' ', drop, sure, said);
}
