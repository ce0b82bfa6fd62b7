// How the language of the page joins words: a list, a heading with its text, clauses.
export const { comma, colon, semicolon } = document.body.dataset;
