namespace OpenClaw.Tenancy.Secrets;

/// <summary>What came of using a secret, or why it was not used. The default is a refusal.</summary>
/// <typeparam name="TResult">What the use gives back.</typeparam>
public readonly struct SecretUse<TResult>
{
    internal SecretUse(TResult value) => (Fault, Reason, Value) = (SecretFault.None, DenyReason.None, value);

    internal SecretUse(SecretFault fault, DenyReason reason) => (Fault, Reason) = (fault, reason);

    /// <summary>Why it was not used; <see cref="SecretFault.None"/> when it was.</summary>
    public SecretFault Fault { get; }

    /// <summary>Why the caller may not, where the fault is <see cref="SecretFault.Denied"/>.</summary>
    public DenyReason Reason { get; }

    /// <summary>What the use gave back; the default where it was not used.</summary>
    public TResult? Value { get; }

    /// <summary>Whether it was used.</summary>
    public bool IsDone => Fault == SecretFault.None;
}
