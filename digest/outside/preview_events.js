// The state of the preview, as the server tells it: at once, whenever it changes, and again after any pause.

const PATIENCE = 45_000; // three beats: what is silent for longer is not there any more
const PAUSE = 1000;

// Calls `tell` with each state; gives a function that ends it.
export function listen(tell) {
  let source;
  let timer;

  function alive() {
    clearTimeout(timer);
    timer = setTimeout(open, PATIENCE);
  }

  function open() {
    source?.close();
    source = new EventSource("/.preview/events");
    source.addEventListener("beat", alive);
    source.addEventListener("message", ({ data }) => {
      alive();
      tell(data);
    });
    source.addEventListener("error", () => {
      if (source.readyState !== EventSource.CLOSED) return; // the browser asks again by itself
      clearTimeout(timer);
      timer = setTimeout(open, PAUSE);
    });
    alive();
  }

  open();
  return () => {
    clearTimeout(timer);
    source.close();
  };
}
