import { Code, Skeleton } from '@mantine/core';
import { lazy, Suspense } from 'react';

const CodeEditor = lazy(() =>
  import('./code-editor.js').then((module) => ({ default: module.CodeEditor })),
);

interface Props {
  label: string;
  text: string;
  language: 'json' | 'yaml';
  /** Without it the text can only be read. */
  onChange?: (text: string) => void;
}

/** Code with colours, to read or to write; its code comes after the page. */
export function CodeView({ label, text, language, onChange }: Props) {
  return (
    <Suspense fallback={onChange ? <Skeleton height={120} /> : <Code block>{text}</Code>}>
      <CodeEditor
        label={label}
        text={text}
        language={language}
        {...(onChange ? { onChange } : {})}
      />
    </Suspense>
  );
}
