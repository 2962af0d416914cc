/** Loopback: 127.0.0.0/8 (RFC 1122, 3.2.1.3) and ::1, also as an IPv4 address mapped into IPv6. */
const isLoopback = (address: string): boolean => /^(127\.|::1$|::ffff:127\.)/.test(address);

/**
 * Internet addresses outside of this machine that the calls of an strace name, each once. Local sockets, netlink and loopback are inside.
 * Whether the call succeeded does not matter: the attempt counts.
 */
export function outsideAddresses(lines: readonly string[]): string[] {
  const found = new Set<string>();
  for (const line of lines) {
    for (const match of line.matchAll(/inet_addr\("([^"]+)"\)|inet_pton\(AF_INET6, "([^"]+)"/g)) {
      const address = match[1] ?? match[2] ?? '';
      if (!isLoopback(address)) found.add(address);
    }
  }
  return [...found].sort();
}
