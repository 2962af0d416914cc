/** How the page of the graph bench says that its figures are worth nothing. */
export const contextLost = 'the graphics context was lost: this run measures nothing';
