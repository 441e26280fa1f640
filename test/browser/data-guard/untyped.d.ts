/** React comes without types of its own; the test pages use a handful of its functions. */
declare module 'react';
declare module 'react-dom/client';
