/** Ways in which a script of an open page asks for something. Each runs in the page, and says `answered` or `failed`. */

export function fetchIt(url: string): Promise<string> {
  return fetch(url).then(
    () => 'answered',
    () => 'failed',
  );
}

export function requestIt(url: string): Promise<string> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.onload = () => {
      resolve('answered');
    };
    request.onerror = () => {
      resolve('failed');
    };
    request.open('GET', url);
    request.send();
  });
}

export function showIt(url: string): Promise<string> {
  return new Promise((resolve) => {
    const image = new Image();
    image.onload = () => {
      resolve('answered');
    };
    image.onerror = () => {
      resolve('failed');
    };
    image.src = url;
  });
}

export function openSocket(url: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = new WebSocket(url.replace(/^http/, 'ws'));
    socket.onopen = () => {
      resolve('answered');
    };
    socket.onerror = () => {
      resolve('failed');
    };
  });
}

export function openEvents(url: string): Promise<string> {
  return new Promise((resolve) => {
    const source = new EventSource(url);
    source.onopen = () => {
      resolve('answered');
    };
    source.onerror = () => {
      source.close();
      resolve('failed');
    };
  });
}
