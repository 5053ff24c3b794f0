import { Button, Center, Paper, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import type { FormEvent } from 'react';
import { Logo } from '../../ui/logo.js';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { useSignIn } from './queries.js';

export function SignInPage() {
  const signIn = useSignIn();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    signIn.mutate({ email: String(form.get('email')), password: String(form.get('password')) });
  };
  return (
    <Center mih="100dvh" p="md" bg="var(--wb-page)">
      <Paper withBorder p="xl" radius="md" w="100%" maw={400} component="main">
        <form onSubmit={submit}>
          <Stack>
            <Logo />
            <Title order={1} size="h3">
              Sign in
            </Title>
            <TextInput
              name="email"
              label="Email"
              autoComplete="username"
              autoFocus
              required
              maxLength={254}
            />
            <PasswordInput
              name="password"
              label="Password"
              autoComplete="current-password"
              required
            />
            {signIn.error && <ProblemAlert title="Not signed in" error={signIn.error} />}
            <Button type="submit" loading={signIn.isPending}>
              Sign in
            </Button>
            <Text size="xs" c="dimmed">
              The very first start of the server printed the login of the first user.
            </Text>
          </Stack>
        </form>
      </Paper>
    </Center>
  );
}
