using System.Diagnostics.CodeAnalysis;

namespace OpenClaw.Tenancy.Jobs;

/// <summary>What became of the wish for an envelope. The default is a refusal.</summary>
public readonly struct EnvelopeSealing
{
    private EnvelopeSealing(TenantEnvelope? envelope, DenyReason reason, string? detail) => (Envelope, Reason, Detail) = (envelope, reason, detail);

    /// <summary>The envelope, or null.</summary>
    public TenantEnvelope? Envelope { get; }

    /// <summary>Why there is none; <see cref="DenyReason.None"/> when there is one.</summary>
    public DenyReason Reason { get; }

    /// <summary>The rule that refused it, or null: a fixed word.</summary>
    public string? Detail { get; }

    /// <summary>Whether there is an envelope.</summary>
    [MemberNotNullWhen(true, nameof(Envelope))]
    public bool IsSealed => Envelope is not null;

    internal static EnvelopeSealing Sealed(TenantEnvelope envelope) => new(envelope, DenyReason.None, null);

    internal static EnvelopeSealing Refused(DenyReason reason, string? detail = null) => new(null, reason, detail);
}
