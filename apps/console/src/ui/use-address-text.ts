import { useEffect, useRef, useState } from 'react';
import { useSearchParams } from 'react-router';
import { changeAddress } from './change-address.js';

/** How long a pause ends the typing. */
const PAUSE_MS = 250;

/**
 * A text that is kept in the address, so that the view can be linked to. What is typed counts at
 * once; the address follows at the next pause, without a new entry in the history.
 * @param name of the search parameter; without one the text stays empty
 */
export function useAddressText(name: string | undefined): [string, (text: string) => void] {
  const [address, setAddress] = useSearchParams();
  const given = (name && address.get(name)) || '';
  const [text, setText] = useState(given);
  // Tells a new address from the echo of one's own, which must not undo what was typed since.
  const written = useRef(given);
  useEffect(() => {
    if (given === written.current) return;
    written.current = given;
    setText(given);
  }, [given]);
  useEffect(() => {
    if (name === undefined || text === written.current) return undefined;
    const pause = setTimeout(() => {
      written.current = text;
      setAddress((before) => changeAddress(before, { [name]: text }), { replace: true });
    }, PAUSE_MS);
    return () => clearTimeout(pause);
  }, [name, text, setAddress]);
  return [text, setText];
}
