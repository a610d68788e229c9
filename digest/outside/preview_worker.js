// One connection for all tabs: a browser opens six to a host, and a page that waits for news holds one of them.

import { listen } from "./preview_events.js";

const ports = new Set();
let last;

listen((state) => {
  last = state;
  for (const port of ports) port.postMessage(state);
});

self.addEventListener("connect", ({ ports: [port] }) => {
  ports.add(port);
  port.onmessage = () => ports.delete(port); // a page says one thing only: that it goes
  if (last) port.postMessage(last);
});
