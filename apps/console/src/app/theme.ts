import {
  createTheme,
  type CSSVariablesResolver,
  type MantineColorsTuple,
  type MantineSize,
} from '@mantine/core';

/** Petrol: white text on the shades used as a ground has a contrast of at least 4.5. */
const PETROL: MantineColorsTuple = [
  ...(['#eef7f9', '#dcebef', '#b9d8e0', '#8cc1ce', '#6aaec0'] as const),
  ...(['#54a3b7', '#3f8fa5', '#267389', '#1a6075', '#0f4b5d'] as const),
];

/** Cool greys: 8 is the ground of the page, 7 that of panels, 6 that of what one can click. */
const DARK: MantineColorsTuple = [
  ...(['#d5dbe3', '#b4bdc9', '#98a2b0', '#6b7684', '#3d4652'] as const),
  ...(['#2f3742', '#232a33', '#171d25', '#0f141a', '#090c10'] as const),
];

const CLOSE = { 'aria-label': 'Close' };
const SMALL: { size: MantineSize } = { size: 'xs' };
/** A drawer puts the focus into its first field, which must not throw a list over the others. */
const QUIET = { ...SMALL, openOnFocus: false };

/** Dense, calm, with the fonts of the reader's system: nothing is loaded from elsewhere. */
export const theme = createTheme({
  primaryColor: 'petrol',
  primaryShade: { light: 8, dark: 7 },
  colors: { petrol: PETROL, dark: DARK },
  defaultRadius: 'sm',
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif',
  fontFamilyMonospace:
    'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace',
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
  headings: { fontWeight: '600' },
  cursorType: 'pointer',
  components: {
    // In a narrow table a badge would shrink to its first letter.
    Badge: { styles: { label: { overflow: 'visible' } } },
    Button: { defaultProps: SMALL },
    TextInput: { defaultProps: SMALL },
    PasswordInput: { defaultProps: SMALL },
    NumberInput: { defaultProps: SMALL },
    Textarea: { defaultProps: SMALL },
    Select: { defaultProps: QUIET },
    MultiSelect: { defaultProps: QUIET },
    TagsInput: { defaultProps: QUIET },
    Autocomplete: { defaultProps: QUIET },
    SegmentedControl: { defaultProps: SMALL },
    Switch: { defaultProps: SMALL },
    // Locking the page's scroll writes a style element without the nonce of the page.
    Modal: { defaultProps: { lockScroll: false, centered: true, closeButtonProps: CLOSE } },
    Drawer: { defaultProps: { lockScroll: false, position: 'right', closeButtonProps: CLOSE } },
  },
});

/** Grounds and the grey of secondary text, dark enough to be read (contrast of at least 4.5). */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#586273',
    '--mantine-color-text': '#1b2430',
    '--mantine-color-default-border': '#dfe3e8',
    '--mantine-color-placeholder': '#6b7686',
    '--mantine-color-teal-light-color': '#05664a',
    '--mantine-color-orange-light-color': '#99400a',
    '--mantine-color-yellow-light-color': '#7a4f00',
    '--mantine-color-gray-light': '#e6e9ed',
    '--mantine-color-gray-light-hover': '#dadfe5',
    '--mantine-color-gray-light-color': '#495057',
    '--mantine-color-red-light-color': '#b3261e',
    '--wb-page': '#f6f7f9',
    '--wb-hover': '#f1f3f6',
    '--wb-track': '#e8ebef',
  },
  dark: {
    '--mantine-color-dimmed': '#9aa5b4',
    '--mantine-color-text': '#dde3ea',
    '--mantine-color-default-border': '#2b333e',
    '--mantine-color-placeholder': '#8b96a5',
    // By themselves these grounds are as dark as the panels on which they should stand out.
    '--mantine-color-petrol-light': '#20505f',
    '--mantine-color-petrol-light-hover': '#275f71',
    '--mantine-color-gray-light': '#3a4450',
    '--mantine-color-gray-light-hover': '#465260',
    '--wb-page': '#0f141a',
    '--wb-hover': '#1d242d',
    '--wb-track': '#29313b',
  },
});
