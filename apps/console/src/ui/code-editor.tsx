import { json } from '@codemirror/lang-json';
import { yaml } from '@codemirror/lang-yaml';
import { useComputedColorScheme } from '@mantine/core';
import CodeMirror, { EditorView } from '@uiw/react-codemirror';
import { useMemo } from 'react';
import { styleNonce } from '../app/style-nonce.js';
import classes from './code-editor.module.css';

interface Props {
  label: string;
  text: string;
  language: 'json' | 'yaml';
  onChange?: (text: string) => void;
}

const SETUP = { lineNumbers: false, foldGutter: true, highlightActiveLine: false };

/** An editor of JSON or YAML. */
export function CodeEditor({ label, text, language, onChange }: Props) {
  const scheme = useComputedColorScheme('light');
  const extensions = useMemo(
    () => [
      language === 'json' ? json() : yaml(),
      EditorView.lineWrapping,
      EditorView.cspNonce.of(styleNonce()),
      EditorView.contentAttributes.of({ 'aria-label': label }),
    ],
    [label, language],
  );
  return (
    <CodeMirror
      className={classes.editor}
      value={text}
      theme={scheme}
      extensions={extensions}
      basicSetup={SETUP}
      editable={onChange !== undefined}
      maxHeight="420px"
      {...(onChange ? { onChange } : {})}
    />
  );
}
