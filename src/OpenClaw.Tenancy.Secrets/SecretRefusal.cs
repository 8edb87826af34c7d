namespace OpenClaw.Tenancy.Secrets;

/// <summary>Carries a fault out of the depth of a call. It never leaves the package.</summary>
internal sealed class SecretRefusal(SecretFault fault) : Exception("The call on a secret was refused.")
{
    internal SecretFault Fault { get; } = fault;
}
