namespace OpenClaw.Tenancy.Secrets;

/// <summary>A page of a tenant's secrets, or why there is none. The default is a refusal.</summary>
public readonly struct SecretListing
{
    private readonly IReadOnlyList<SecretDescriptor>? _secrets;

    private SecretListing(SecretFault fault, DenyReason reason, IReadOnlyList<SecretDescriptor>? secrets) => (Fault, Reason, _secrets) = (fault, reason, secrets);

    /// <summary>Why there is none; <see cref="SecretFault.None"/> when there is one.</summary>
    public SecretFault Fault { get; }

    /// <summary>Why the caller may not, where the fault is <see cref="SecretFault.Denied"/>.</summary>
    public DenyReason Reason { get; }

    /// <summary>The secrets in the ordinal order of their names; empty where there is a fault.</summary>
    public IReadOnlyList<SecretDescriptor> Secrets => _secrets ?? [];

    internal static SecretListing Of(IReadOnlyList<SecretDescriptor> secrets) => new(SecretFault.None, DenyReason.None, secrets);

    internal static SecretListing Refused(SecretFault fault, DenyReason reason) => new(fault, reason, null);
}
