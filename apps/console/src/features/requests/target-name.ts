/** `provider/model` of what served, or the model asked for when nothing did. */
export const targetName = ({ provider, model }: { provider: string | null; model: string }) =>
  provider === null ? model : `${provider}/${model}`;
