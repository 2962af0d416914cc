/** Names of the two IPC channels: calls of the page, and events to it. */
export const callChannel = 'ariadne:call';
export const eventChannel = 'ariadne:event';
