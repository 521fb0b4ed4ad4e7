// Posts JSON to this service with the token that proves the page is ours.

export function postJson(href, body, options = {}) {
  return fetch(href, {
    method: "POST",
    credentials: "same-origin",
    redirect: "error",
    headers: {
      "Content-Type": "application/json",
      "X-CSRFToken": document.querySelector('meta[name="csrf-token"]').content,
    },
    body: JSON.stringify(body),
    ...options,
  }).then((response) => {
    if (!response.ok) {
      throw new Error(`Answered ${response.status}`);
    }
    return response.json();
  });
}
