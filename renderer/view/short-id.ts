/** An id shortened in the middle, `first 6 … last 4`. Only for looking at: ids are compared and copied whole (address poisoning lives off matching ends). */
export function shortId(id: string): string {
  return id.length <= 12 ? id : `${id.slice(0, 6)}…${id.slice(-4)}`;
}
