/** Whether this process may be sent traffic: false while starting and while draining. */
export class Readiness {
  private state: 'starting' | 'ready' | 'draining' = 'starting';

  becomeReady(): void {
    if (this.state === 'starting') this.state = 'ready';
  }

  drain(): void {
    this.state = 'draining';
  }

  get current(): 'starting' | 'ready' | 'draining' {
    return this.state;
  }
}
