import { z } from 'zod';

/** Transaction id as explorers print it: 64 hex digits, byte-reversed double SHA-256 of the non-witness serialisation (BIP 141). */
export const txidSchema = z.string().regex(/^[0-9a-f]{64}$/);
/** Address text in the chain's own encoding (base58check, bech32, bech32m). Compared by its full text, never by its ends. */
export const addressSchema = z.string().regex(/^[a-zA-Z0-9]{14,100}$/);
/** `txid:vout` */
export const outpointSchema = z.string().regex(/^[0-9a-f]{64}:(0|[1-9]\d{0,4})$/);
/** A thing on the graph: `a:ADDRESS` or `t:TXID`. */
export const nodeIdSchema = z.string().regex(/^(a:[a-zA-Z0-9]{14,100}|t:[0-9a-f]{64})$/);
/** Satoshi as a decimal string, so that it crosses every door exactly. */
export const satSchema = z.string().regex(/^(0|[1-9]\d{0,15})$/);
/** Simulated time, milliseconds since 1970-01-01T00:00:00Z. */
export const timeMsSchema = z.int().min(0).max(8_640_000_000_000_000);

export type NodeId = z.infer<typeof nodeIdSchema>;

export const addressNode = (address: string): NodeId => `a:${address}`;
export const txNode = (txid: string): NodeId => `t:${txid}`;
export const isAddressNode = (node: NodeId): boolean => node.startsWith('a:');
/** The address or transaction id inside a node id. */
export const nodeKey = (node: NodeId): string => node.slice(2);

export function splitOutpoint(outpoint: string): { txid: string; vout: number } {
  return { txid: outpoint.slice(0, 64), vout: Number(outpoint.slice(65)) };
}

/** The name of a picture that an exhibit may show: no path, one of the kinds that are looked into (core/language/picture.ts). */
export const pictureNamePattern = /^[a-zA-Z0-9][a-zA-Z0-9._-]*\.(svg|png|jpe?g|webp)$/i;
