import { Box, Code, Group, Stack, Text } from '@mantine/core';
import { CodeBlock } from '../../../ui/code-block.js';
import { type Message, readConversation } from './read-conversation.js';
import { splitFencedCode } from './split-fenced-code.js';

/**
 * The conversation as people read one. Everything is put in as text nodes: what a caller or a model
 * wrote is never markup here.
 */
export function ConversationView({ body, answer }: { body: unknown; answer: unknown }) {
  if (body === null && answer === null)
    return (
      <Text size="sm" c="dimmed">
        No text of this request is stored.
      </Text>
    );
  const messages = readConversation(body, answer);
  if (messages === null)
    return (
      <Stack gap="xs">
        <Raw title="Request" value={body} />
        <Raw title="Answer" value={answer} />
      </Stack>
    );
  return (
    <Stack gap="xs">
      {messages.map((message, index) => (
        // A stored conversation never changes its order.
        <MessageView key={index} message={message} />
      ))}
    </Stack>
  );
}

function MessageView({ message }: { message: Message }) {
  return (
    <Box
      p="sm"
      bg="var(--wb-hover)"
      style={{
        borderRadius: 'var(--mantine-radius-md)',
        borderInlineStart: message.answer
          ? '4px solid var(--mantine-primary-color-filled)'
          : 'none',
      }}
    >
      <Group gap={6} mb={4}>
        <Text size="xs" fw={600} c="dimmed">
          {message.role}
        </Text>
        {message.answer && (
          <Text size="xs" c="dimmed">
            · answer
          </Text>
        )}
      </Group>
      <MessageText text={message.text} />
      {message.calls.map((call) => (
        <Code block key={call} mt={6} style={{ whiteSpace: 'pre-wrap' }}>
          {call}
        </Code>
      ))}
    </Box>
  );
}

/** Prose as it was written, and code apart from it. */
function MessageText({ text }: { text: string }) {
  return (
    <Stack gap="xs">
      {splitFencedCode(text).map((piece, index) =>
        // Pieces of a stored text never change their order.
        piece.kind === 'code' ? (
          <CodeBlock key={index} text={piece.text} language={piece.language} />
        ) : (
          <Text key={index} size="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
            {piece.text}
          </Text>
        ),
      )}
    </Stack>
  );
}

function Raw({ title, value }: { title: string; value: unknown }) {
  if (value === null) return null;
  return (
    <Box>
      <Text size="xs" c="dimmed" mb={4}>
        {title}
      </Text>
      <Code block mah={420} style={{ whiteSpace: 'pre-wrap', overflow: 'auto' }}>
        {typeof value === 'string' ? value : JSON.stringify(value, null, 2)}
      </Code>
    </Box>
  );
}
