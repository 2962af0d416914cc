/** Satoshi as a person types bitcoin. */
export function btc(sat: string): string {
  const digits = sat.padStart(9, '0');
  return `${digits.slice(0, -8)}.${digits.slice(-8)}`;
}
