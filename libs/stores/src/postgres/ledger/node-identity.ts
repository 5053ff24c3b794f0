/** Who holds leases and claims: a node outlives its process, a boot is one run of it. */
export interface NodeIdentity {
  node: string;
  boot: string;
}
