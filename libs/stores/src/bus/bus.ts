/** Tells the nodes that a new configuration version is there. Delivery is a hint: nodes also poll. */
export interface Bus {
  /** Resolves when the listeners of this process have dealt with it. */
  publish(version: number): Promise<void>;
  /** Returns the function that ends the subscription. */
  subscribe(listener: (version: number) => void | Promise<void>): () => void;
  close(): Promise<void>;
}
