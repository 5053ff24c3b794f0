/** The nonce of the page's answer: what a `<style>` element needs to be let in. */
export const styleNonce = (): string =>
  document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce ?? '';
