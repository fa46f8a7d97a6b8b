// Runs once for the sources. The open quote is brought into view inside its page, without moving the window.
const narrow = window.matchMedia('(max-width: 900px)');

element.addEventListener('click', (event) => {
  const button = event.target.closest('button');
  if (!button) return;
  if (button.dataset.cite) trigger('cite', { turn: Number(button.dataset.turn), number: Number(button.dataset.cite) });
  else if (button.dataset.page) trigger('leaf', { page: Number(button.dataset.page) });
});

// On a narrow screen the sources stand below the conversation: a click on [n] goes there.
let wanted = false;
document.addEventListener('tenkyo:source', () => { wanted = true; });

let view = '';
watch('value', () => {
  const page = element.querySelector('.page');
  const before = view;
  view = page ? page.dataset.view : '';
  if (page && view !== before) {
    const quote = page.querySelector('mark.open');
    page.scrollTop = quote ? quote.getBoundingClientRect().top - page.getBoundingClientRect().top + page.scrollTop - page.clientHeight / 3 : 0;
    const item = element.querySelector('.source[aria-current]');
    const list = element.querySelector('.source-list');
    if (item && list) list.scrollTop = item.offsetTop - list.offsetTop - 8;
  }
  if (wanted && narrow.matches) element.scrollIntoView({ block: 'start', behavior: 'smooth' });
  wanted = false;
});
