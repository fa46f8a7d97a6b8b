// The written file is offered by a hidden button; press it once the page has taken over the file's address.
() => setTimeout(() => document.querySelector('#fetch').click(), 50)
