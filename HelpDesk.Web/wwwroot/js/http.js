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

  const json = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : null;
  if (!answer.ok) throw new CallFailed(answer.status, json);
  return json;
}

/** A file with its progress: fetch cannot tell it. */
export function upload(url, file, onProgress) {
  return new Promise((done, fail) => {
    const request = new XMLHttpRequest();
    const form = new FormData();
    form.append("file", file, file.name || "image.png");
    request.open("POST", url);
    request.setRequestHeader("RequestVerificationToken", meta("csrf"));
    request.responseType = "json";
    request.upload.onprogress = e => e.lengthComputable && onProgress(e.loaded / e.total);
    request.onload = () => request.status < 300 ? done(request.response) : fail(new CallFailed(request.status, request.response));
    request.onerror = () => fail(new CallFailed(0));
    request.send(form);
  });
}
