// One way to talk to the server: cookie, antiforgery header, a limit in time, and errors that say whether to try again.
const meta = name => document.querySelector(`meta[name="${name}"]`)?.content ?? "";
const texts = JSON.parse(document.getElementById("texts")?.textContent || "{}");

/** The words of the page in the reader's language; {0} is replaced. */
export const t = (key, ...values) => (texts[key] ?? key).replace(/\{(\d)\}/g, (_, i) => values[i]);

/** Keeps what one agent wrote apart from the next one's on the same computer. */
export const me = meta("agent") || "me";

export class CallFailed extends Error {
  constructor(status, problem) {
    super(problem?.title ?? problem?.detail ?? String(status));
    this.status = status;
    this.code = problem?.code;
    this.detail = problem?.detail ?? problem?.title;
    // 0: nobody answered. 5xx and 429: the same call may succeed later.
    this.retry = status === 0 || status === 429 || status >= 500;
  }
}

export async function call(method, url, body, { keepalive = false, signal = AbortSignal.timeout(20_000) } = {}) {
  const isForm = body instanceof FormData;
  const headers = { RequestVerificationToken: meta("csrf") };
  if (body && !isForm) headers["Content-Type"] = "application/json";
  let answer;
  try {
    answer = await fetch(url, { method, headers, signal, keepalive, credentials: "same-origin", redirect: "manual", body: isForm ? body : body && JSON.stringify(body) });
  } catch {
    throw new CallFailed(0);
  }

  if (answer.type === "opaqueredirect" || answer.status === 401) {
    throw new CallFailed(401, { title: t("You are signed out. Your text is kept on this device.") });
  }

  let json = null;
  try {
    if (answer.headers.get("Content-Type")?.includes("json")) json = await answer.json();
  } catch {
    // Cut off within the answer: what was asked may have been done.
    throw new CallFailed(answer.ok ? 0 : answer.status);
  }

  if (!answer.ok) throw new CallFailed(answer.status, json);
  // A page with 200 is somebody else's: a proxy's, or of a network that wants a sign-in first.
  if (answer.status !== 204 && json === null) throw new CallFailed(0);
  return json;
}

const STALLED = 30_000;

/** A file with its progress: fetch cannot tell it. */
export function upload(url, file, onProgress) {
  return new Promise((done, fail) => {
    const request = new XMLHttpRequest();
    const form = new FormData();
    form.append("file", file, file.name || "image.png");
    request.open("POST", url);
    request.setRequestHeader("RequestVerificationToken", meta("csrf"));
    request.responseType = "json";
    let stalled = 0;
    const alive = () => {
      clearTimeout(stalled);
      stalled = setTimeout(() => request.abort(), STALLED);
    };
    request.upload.onprogress = e => {
      alive();
      if (e.lengthComputable) onProgress(e.loaded / e.total);
    };
    request.onloadend = () => clearTimeout(stalled);
    request.onload = () => {
      const isOurs = request.status < 300 && request.response?.id;
      if (isOurs) done(request.response);
      else fail(new CallFailed(request.status < 300 ? 0 : request.status, request.response));
    };
    request.onabort = request.onerror = () => fail(new CallFailed(0));
    alive();
    request.send(form);
  });
}
