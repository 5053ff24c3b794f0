/** What runs where a text becomes markup, an attribute or a script: each would set `window.hacked`. */
export const HOSTILE_TEXTS: readonly string[] = [
  '<script>window.hacked=1</script>',
  '<img src=x onerror="window.hacked=2">',
  '"><svg/onload=window.hacked=3>',
  "';window.hacked=4;//",
  '<iframe srcdoc="<script>parent.hacked=5</script>"></iframe>',
  '<a href="javascript:window.hacked=6">click</a>',
  '[click](javascript:window.hacked=7)',
  '{{constructor.constructor("window.hacked=8")()}}',
  '${window.hacked=9}',
  '</textarea><script>window.hacked=10</script>',
  '<style>@import "https://example.com/hacked.css";</style>',
  '<math><mtext></form><form><mglyph><style></math><img src onerror=window.hacked=11>',
  '\u0000<script>window.hacked=12</script>\u202e',
  '<body onload=window.hacked=13>',
  '```<img/src=x/onerror=window.hacked=14>\n<script>window.hacked=15</script>\n```',
];
