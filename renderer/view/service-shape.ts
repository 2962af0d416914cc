import { Shape } from './scene-view.ts';

/** GraphSense concept ids and their common variants to silhouettes. A category that is not listed gets the plain service drum. */
const shapes: ReadonlyMap<string, Shape> = new Map(
  Object.entries({
    exchange: Shape.Exchange,
    mixing_service: Shape.Mixer,
    mixer: Shape.Mixer,
    coinjoin: Shape.Mixer,
    mining_service: Shape.Mining,
    miner: Shape.Mining,
    mining_pool: Shape.Mining,
    shop: Shape.Merchant,
    merchant: Shape.Merchant,
    hosting: Shape.Merchant,
    market: Shape.Market,
    marketplace: Shape.Market,
    darknet_market: Shape.Market,
    gambling: Shape.Gambling,
    otc: Shape.Otc,
    bridge: Shape.Bridge,
    payment_processor: Shape.Payment,
    hosted_wallet: Shape.Payment,
  }),
);

export function serviceShape(category: string | null): Shape {
  return category === null ? Shape.Service : (shapes.get(category) ?? Shape.Service);
}
