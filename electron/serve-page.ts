import { randomBytes } from 'node:crypto';
import { readFile, realpath } from 'node:fs/promises';
import { sep } from 'node:path';
import { contentSecurityPolicy, fixedHeaders } from './content-security-policy.ts';
import { pageFile } from './page-file.ts';

const refusal = (status: number): Response => new Response(null, { status, headers: { ...fixedHeaders } });

/** React Aria reads the nonce from this meta element; the policy of the same response allows it. */
function withNonce(html: string, nonce: string): string {
  return html.replace('<head>', `<head>\n    <meta property="csp-nonce" content="${nonce}" nonce="${nonce}" />`);
}

/** Answers one request of the page from the built renderer in `root` (absolute, no links in it). */
export async function servePage(root: string, request: { method: string; url: string }): Promise<Response> {
  if (request.method !== 'GET') return refusal(405);
  const file = pageFile(root, request.url);
  if (file === null) return refusal(404);
  try {
    // A link inside the folder must not lead out of it either.
    const real = await realpath(file.path);
    if (!real.startsWith(root + sep)) return refusal(404);
    const bytes = await readFile(real);
    const nonce = randomBytes(18).toString('base64');
    const isHtml = file.mimeType.startsWith('text/html');
    return new Response(isHtml ? withNonce(bytes.toString('utf8'), nonce) : new Uint8Array(bytes), {
      headers: { ...fixedHeaders, 'Content-Type': file.mimeType, 'Content-Security-Policy': contentSecurityPolicy(nonce) },
    });
  } catch {
    // Missing or unreadable: to the page there is no such file.
    return refusal(404);
  }
}
