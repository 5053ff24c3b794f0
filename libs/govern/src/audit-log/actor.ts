/** Who did something: the admin token, a signed-in user, the configuration file, the environment, a command, the eval loop. */
export interface Actor {
  type:
    | 'admin_token'
    | 'user'
    | 'anonymous'
    | 'file'
    | 'environment'
    | 'command'
    | 'first_start'
    | 'eval_loop';
  id: string;
}
