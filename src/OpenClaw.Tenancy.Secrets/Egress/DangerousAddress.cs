namespace OpenClaw.Tenancy.Secrets.Egress;

/// <summary>An address that is not public and that a connector may reach all the same. Each is logged when the host starts.</summary>
/// <param name="Address">The address or network in its canonical form, such as <c>127.0.0.1</c> or <c>10.20.0.0/16</c>. Link-local and metadata addresses are refused.</param>
/// <param name="Reason">Why, in the operator's words.</param>
public sealed record DangerousAddress(string Address, string Reason);
