/**
 * Chromium's own errands, turned off by name: [switch, value]. Ariadne's promise is that nothing leaves the machine, so names do not
 * resolve, no proxy is looked for, and no component, dictionary, hint or report is fetched.
 */
export const offlineSwitches: readonly (readonly [string, string])[] = [
  ['disable-background-networking', ''],
  ['disable-component-update', ''],
  ['disable-domain-reliability', ''],
  ['disable-breakpad', ''],
  ['disable-sync', ''],
  ['disable-quic', ''],
  ['disable-client-side-phishing-detection', ''],
  ['no-pings', ''],
  ['no-proxy-server', ''],
  ['host-resolver-rules', 'MAP * ~NOTFOUND'],
  ['dns-prefetch-disable', ''],
  ['force-webrtc-ip-handling-policy', 'disable_non_proxied_udp'],
  [
    'disable-features',
    'OptimizationHints,NetworkTimeServiceQuerying,MediaRouter,AutofillServerCommunication,CertificateTransparencyComponentUpdater,SpareRendererForSitePerProcess',
  ],
];
