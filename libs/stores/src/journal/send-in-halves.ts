/**
 * Sends items in one batch; when the store refuses the batch for good, sends its halves, and so on
 * down to the items at fault, which are set aside.
 * @param isRefusal whether an error will come again for the same data
 * @throws the error that is no refusal; what was sent before it is sent again with the next call
 */
export async function sendInHalves<Item>(
  items: readonly Item[],
  send: (items: readonly Item[]) => Promise<void>,
  isRefusal: (error: unknown) => boolean,
  setAside: (item: Item, error: unknown) => void,
): Promise<void> {
  if (items.length === 0) return;
  try {
    await send(items);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    if (items.length === 1) return setAside(items[0]!, error);
    const middle = items.length >> 1;
    await sendInHalves(items.slice(0, middle), send, isRefusal, setAside);
    await sendInHalves(items.slice(middle), send, isRefusal, setAside);
  }
}
