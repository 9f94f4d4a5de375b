const AT_ONCE = 64;
const encoder = new TextEncoder();

// The work that a busy inbox asks for, once: then the call again. Where nothing can be calculated (on plain http) the refusal
// stands, and the caller waits. Whoever put the chat on a page that may not use it reads so in the console.
export async function answer(problem, open, path, headers, options) {
  const { code, challenge, bits } = problem;
  if (code === 'origin') {
    console.error(`HelpDesk: ${location.origin} may not use this chat. Add it to the sites that may embed it, in the settings of the chat.`);
  }
  if (!challenge || headers?.work || !globalThis.crypto?.subtle) throw problem;
  return open(path, { ...options, headers: { ...headers, work: await solve(challenge, bits) } });
}

async function solve(challenge, bits) {
  for (let from = 0; ; from += AT_ONCE) {
    const texts = Array.from({ length: AT_ONCE }, (_, index) => `${challenge}:${from + index}`);
    const hashes = await Promise.all(texts.map(text => crypto.subtle.digest('SHA-256', encoder.encode(text))));
    const found = hashes.findIndex(hash => Math.clz32(new DataView(hash).getUint32(0)) >= bits);
    if (found >= 0) return texts[found];
  }
}
