/**
 * The fuses of a packaged Ariadne, by Electron's names (docs: electronjs.org, "Electron Fuses"). A packaged program must not be usable
 * as a Node, be debugged from outside, or run code from anywhere but its own archive.
 */
export const packageFuses = {
  RunAsNode: false,
  EnableCookieEncryption: true,
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false,
  EnableEmbeddedAsarIntegrityValidation: true,
  OnlyLoadAppFromAsar: true,
  LoadBrowserProcessSpecificV8Snapshot: false,
  GrantFileProtocolExtraPrivileges: false,
} as const;
