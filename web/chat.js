// Runs once for the conversation. Clicks become events that the server answers; copying needs no server.
element.addEventListener('click', async (event) => {
  const button = event.target.closest('button');
  if (!button) return;
  const data = button.dataset;
  if (data.cite) {
    trigger('cite', { turn: Number(data.turn), number: Number(data.cite) });
    document.dispatchEvent(new CustomEvent('tenkyo:source'));
  } else if (data.download) {
    trigger('download', { turn: Number(data.turn), kind: data.download });
  } else if (data.example) {
    trigger('example', { text: data.example });
  } else if (data.copy) {
    await copyText(data.copy);
    button.classList.add('done');
    setTimeout(() => button.classList.remove('done'), 1600);
  }
});

// The clipboard interface exists only on https and on this machine; elsewhere the older way is left.
async function copyText(text) {
  if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text);
  const area = document.createElement('textarea');
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand('copy');
  area.remove();
}

// A new question, and then its answer, is brought into view.
let shown = '';
watch('value', () => {
  const articles = element.querySelectorAll('article.turn');
  const state = `${articles.length}:${element.querySelector('article.pending') !== null}`;
  if (articles.length && state !== shown) articles[articles.length - 1].scrollIntoView({ block: 'start', behavior: 'smooth' });
  shown = state;
});
