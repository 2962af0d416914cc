import { expect, test } from 'vitest';
import { outsideAddresses } from '../e2e/support/system-call-trace.ts';

test('[EL6] the trace reader sees every attempt to reach outside, and lets loopback and local sockets be', () => {
  const inside = [
    '12 connect(3, {sa_family=AF_UNIX, sun_path="/tmp/.X11-unix/X99"}, 110) = 0',
    '12 connect(4, {sa_family=AF_INET, sin_port=htons(9222), sin_addr=inet_addr("127.0.0.1")}, 16) = 0',
    '12 connect(4, {sa_family=AF_INET6, sin6_port=htons(1), inet_pton(AF_INET6, "::1", &sin6_addr), sin6_scope_id=0}, 28) = 0',
    '12 sendmsg(5, {msg_name={sa_family=AF_NETLINK, nl_pid=0}, msg_namelen=12}, 0) = 20',
  ];
  expect(outsideAddresses(inside)).toEqual([]);
  const outside = [
    '13 connect(4, {sa_family=AF_INET, sin_port=htons(443), sin_addr=inet_addr("93.184.216.34")}, 16) = -1 ENETUNREACH',
    '13 sendto(6, ""..., 32, 0, {sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr("10.0.0.53")}, 16) = 32',
    '13 connect(7, {sa_family=AF_INET6, sin6_port=htons(443), inet_pton(AF_INET6, "2001:4860:4860::8888", &sin6_addr)}, 28) = -1',
    '13 sendmmsg(8, [{msg_hdr={msg_name={sa_family=AF_INET, sin_port=htons(5353), sin_addr=inet_addr("224.0.0.251")}}}], 1, 0) = 1',
  ];
  expect(outsideAddresses([...inside, ...outside])).toEqual(['10.0.0.53', '2001:4860:4860::8888', '224.0.0.251', '93.184.216.34']);
});
