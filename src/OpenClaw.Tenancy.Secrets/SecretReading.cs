using System.Diagnostics.CodeAnalysis;

namespace OpenClaw.Tenancy.Secrets;

/// <summary>A lease, or why there is none. The default is a refusal.</summary>
public readonly struct SecretReading
{
    private SecretReading(SecretFault fault, DenyReason reason, SecretLease? lease) => (Fault, Reason, Lease) = (fault, reason, lease);

    /// <summary>Why there is none; <see cref="SecretFault.None"/> when there is one.</summary>
    public SecretFault Fault { get; }

    /// <summary>Why the caller may not, where the fault is <see cref="SecretFault.Denied"/>.</summary>
    public DenyReason Reason { get; }

    /// <summary>The lease, or null. Whoever is given one disposes of it.</summary>
    public SecretLease? Lease { get; }

    /// <summary>Whether there is a lease.</summary>
    [MemberNotNullWhen(true, nameof(Lease))]
    public bool IsOpen => Lease is not null;

    internal static SecretReading Of(SecretLease lease) => new(SecretFault.None, DenyReason.None, lease);

    internal static SecretReading Refused(SecretFault fault, DenyReason reason) => new(fault, reason, null);
}
