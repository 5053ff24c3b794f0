/** Tells the nodes that a new configuration version is there. Delivery is a hint: nodes also poll. */
export interface Bus {
  publish(version: number): Promise<void>;
  /** Returns the function that ends the subscription. */
  subscribe(listener: (version: number) => void): () => void;
  close(): Promise<void>;
}
