// Enter sends the question, but not while it confirms a conversion of a Japanese input method.
() => {
  const composing = (event) => {
    if (event.key === 'Enter' && (event.isComposing || event.keyCode === 229)) event.stopImmediatePropagation();
  };
  const box = document.querySelector('#question');
  for (const kind of ['keydown', 'keypress']) box.addEventListener(kind, composing, true);
}
