namespace OpenClaw.Tenancy.Secrets;

/// <summary>What became of a change. The default is a refusal.</summary>
public readonly struct SecretChange
{
    private SecretChange(SecretFault fault, DenyReason reason, int version) => (Fault, Reason, Version) = (fault, reason, version);

    /// <summary>Why nothing was changed; <see cref="SecretFault.None"/> when it was.</summary>
    public SecretFault Fault { get; }

    /// <summary>Why the caller may not, where the fault is <see cref="SecretFault.Denied"/>.</summary>
    public DenyReason Reason { get; }

    /// <summary>The version that was made or revoked; 0 where the change is of none, or of several.</summary>
    public int Version { get; }

    /// <summary>Whether it was done.</summary>
    public bool IsDone => Fault == SecretFault.None;

    internal static SecretChange Done(int version) => new(SecretFault.None, DenyReason.None, version);

    internal static SecretChange Refused(SecretFault fault, DenyReason reason) => new(fault, reason, 0);
}
