import { el } from './panel.js';

const INPUTS = { email: 'email', phone: 'tel', number: 'number', date: 'date' };
const FILLED_BY = { email: 'email', phone: 'tel' };
// As the server reads them: what a browser lets pass must not come back as refused.
const CHECKS = {
  email: answer => /^[^@\s]+@[^@\s]+\.[^@\s.]+$/.test(answer),
  phone: answer => /^[-\d+()./ ]{5,40}$/.test(answer) && answer.replace(/\D/g, '').length >= 5,
  number: answer => /^[-+]?(\d+\.?\d*|\.\d+)$/.test(answer),
};
const SIGNS = { '#': '[0-9]', '@': '\\p{L}', '?': '[0-9\\p{L}]', '+': '+' };

let count = 0;

// The fields of a form, each with its label and its complaint. What a condition leaves out is neither shown nor sent.
export function makeFields(fields, texts) {
  const rows = fields.map(field => makeRow(field, texts, arrange));
  arrange();

  function arrange() {
    const said = {};
    for (const { field, node, value } of rows) {
      const { when } = field;
      node.hidden = !!when && (said[when.field] ?? '').toLowerCase() !== when.answer.toLowerCase();
      if (!node.hidden) said[field.name] = value();
    }
  }

  // All answers, or null: then the first that is wrong has the focus.
  function read() {
    const asked = rows.filter(row => !row.node.hidden);
    const wrong = asked.filter(row => !row.check());
    wrong[0]?.focus();
    return wrong.length ? null : Object.fromEntries(asked.map(row => [row.field.name, row.value()]).filter(([, value]) => value));
  }

  return { nodes: rows.map(row => row.node), read };
}

function makeRow(field, texts, changed) {
  const { type, label, required, choices } = field;
  const id = `field-${++count}`;
  const error = el('p', { id, class: 'error', role: 'alert' });
  const shared = { 'aria-describedby': id, 'aria-required': required || type === 'consent', input: changed, change: changed };
  const option = (value, text) => el('option', { value }, text);
  const input = type === 'longText' ? el('textarea', { ...shared, rows: 3, maxlength: 4000, dir: 'auto' })
    : type === 'choice' ? el('select', shared, option('', texts.select), choices.map(choice => option(choice, choice)))
    : type === 'yesNo' ? el('select', shared, option('', texts.select), option('yes', texts.yes), option('no', texts.no))
    : type === 'consent' ? el('input', { ...shared, type: 'checkbox' })
    : el('input', { ...shared, type: INPUTS[type] ?? 'text', step: type === 'number' && 'any', maxlength: 500,
      autocomplete: field.name === 'name' ? 'name' : FILLED_BY[type], dir: 'auto' });
  const name = required || type === 'consent' ? label : `${label} ${texts.optional}`;
  const node = type === 'consent' ? el('div', { class: 'field' }, el('label', { class: 'consent' }, input, el('span', null, label)), error)
    : el('div', { class: 'field' }, el('label', { class: 'wide' }, name, input), error);
  const value = () => (type === 'consent' ? (input.checked ? 'yes' : '') : input.value.trim());

  function check() {
    const answer = value();
    const fits = input.validity.valid && CHECKS[type]?.(answer) !== false && (!field.pattern || matches(field.pattern, answer));
    const bad = type === 'phone' ? texts.phoneBad : texts.wrong;
    const wrong = answer ? !fits && bad : required ? texts.missing : input.validity.badInput && bad;
    error.textContent = wrong || '';
    input.setAttribute('aria-invalid', !!wrong);
    return !wrong;
  }

  return { field, node, value, check, focus: () => input.focus() };
}

// The little language of patterns; the server has the last word.
function matches(pattern, answer) {
  const source = pattern.replace(/\\?./gsu, sign => SIGNS[sign] ?? sign.slice(-1).replace(/[\^$\\.*+?()[\]{}|/]/, '\\$&'));
  return new RegExp(`^${source}$`, 'iu').test(answer);
}
