// Sending a form without leaving the page. The same form works without a script; the answer is asked for as JSON.

export interface Posted {
  ok: boolean;
  answer: Record<string, unknown>;
  sentence: string;
}

type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** Send `form`; never throws. A sentence of the server comes back as it is, a broken network as `offline`. */
export async function post(form: HTMLFormElement, offline: string, send: Fetch = fetch): Promise<Posted> {
  try {
    const response = await send(form.action, {
      method: "POST",
      body: new FormData(form),
      headers: { Accept: "application/json" },
      credentials: "same-origin",
    });
    const answer = (await response.json()) as Record<string, unknown>;
    const sentence = typeof answer.sentence === "string" ? answer.sentence : "";
    return { ok: response.ok, answer, sentence: response.ok ? "" : sentence || offline };
  } catch {
    return { ok: false, answer: {}, sentence: offline };
  }
}

/** Write a sentence under the form's fields, or take it away. */
export function showError(form: HTMLElement, sentence: string): void {
  const line = form.querySelector<HTMLElement>("[data-error]");
  if (!line) return;
  line.textContent = sentence;
  line.hidden = sentence === "";
}
