namespace OpenClaw.Tenancy.Storage.Files;

/// <summary>An operation on a tenant's directory was refused. The message never holds the path.</summary>
public sealed class ConfinementException : TenancyException
{
    internal ConfinementException(ConfinementReason reason, string message)
        : base(message) => Reason = reason;

    /// <summary>Why it was refused.</summary>
    public ConfinementReason Reason { get; }
}
