import { useEffect } from 'react';
import { useNavigate } from 'react-router';
import { useAddress } from '../features/workspaces/use-address.js';
import { PLACES } from './places.js';

/** How long after `g` its second key may come. */
const SEQUENCE_MS = 1200;
const TYPING = 'input, textarea, select, [contenteditable=true], [role=dialog] *';

/** `g` and a letter goes to a page, `/` to the search field, `?` asks for the list of these. */
export function useShortcuts(showHelp: () => void): void {
  const navigate = useNavigate();
  const address = useAddress();
  useEffect(() => {
    let begun = 0;
    const onKey = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      if (event.metaKey || event.ctrlKey || event.altKey || target.matches(TYPING)) return;
      const place = PLACES.find(({ key }) => key === event.key);
      if (event.timeStamp - begun < SEQUENCE_MS && place) navigate(address(place.path));
      else if (event.key === '?') showHelp();
      else if (event.key === '/') document.querySelector<HTMLElement>('[data-search]')?.focus();
      else {
        begun = event.key === 'g' ? event.timeStamp : 0;
        return;
      }
      begun = 0;
      event.preventDefault();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [navigate, address, showHelp]);
}
