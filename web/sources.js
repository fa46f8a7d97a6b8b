// Runs once for the sources. The open quote is brought into view inside its page, without moving the window.
element.addEventListener('click', (event) => {
  const button = event.target.closest('button');
  if (!button) return;
  if (button.dataset.cite) {
    trigger('cite', { turn: Number(button.dataset.turn), number: Number(button.dataset.cite) });
    showPage();
  } else if (button.dataset.page) {
    trigger('leaf', { page: Number(button.dataset.page) });
  }
});
document.addEventListener('tenkyo:source', showPage);

// On a narrow screen the page stands below the conversation: opening a source goes there.
function showPage() {
  const viewer = element.querySelector('.viewer');
  if (viewer && window.matchMedia('(max-width: 900px)').matches) viewer.scrollIntoView({ block: 'start', behavior: 'smooth' });
}

let view = '';
watch('value', () => {
  const page = element.querySelector('.page');
  const before = view;
  view = page ? page.dataset.view : '';
  if (!page || view === before) return;
  const quote = page.querySelector('mark.open');
  page.scrollTop = quote ? quote.getBoundingClientRect().top - page.getBoundingClientRect().top + page.scrollTop - page.clientHeight / 3 : 0;
  const item = element.querySelector('.source[aria-current]');
  const list = element.querySelector('.source-list');
  if (item && list) list.scrollTop += item.getBoundingClientRect().top - list.getBoundingClientRect().top - 48; // below the title
});
