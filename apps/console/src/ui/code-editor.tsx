import { json } from '@codemirror/lang-json';
import { useComputedColorScheme } from '@mantine/core';
import CodeMirror, { EditorView } from '@uiw/react-codemirror';
import { useMemo } from 'react';
import { styleNonce } from '../app/style-nonce.js';
import classes from './code-editor.module.css';

interface Props {
  label: string;
  text: string;
  onChange?: (text: string) => void;
}

const SETUP = { lineNumbers: false, foldGutter: true, highlightActiveLine: false };

/** An editor of JSON. */
export function CodeEditor({ label, text, onChange }: Props) {
  const scheme = useComputedColorScheme('light');
  const extensions = useMemo(
    () => [
      json(),
      EditorView.lineWrapping,
      EditorView.cspNonce.of(styleNonce()),
      EditorView.contentAttributes.of({ 'aria-label': label }),
    ],
    [label],
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
