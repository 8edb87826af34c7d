namespace OpenClaw.Tenancy.Jobs;

/// <summary>A claim that was sealed for one purpose and one body, to be carried through queues, timers and processes as a text.</summary>
/// <remarks>
/// Only <see cref="TenantEnvelopes"/> seals one, and only there does it become a claim again. The text is signed and not encrypted: whoever
/// holds it can read who acts for which tenant. Immutable and safe for use by many threads.
/// </remarks>
public sealed class TenantEnvelope
{
    /// <summary>The longest text, in characters, all of ASCII.</summary>
    public const int MaxLength = 16 * 1024;

    internal TenantEnvelope(string id, TenantId tenant, string purpose, DateTimeOffset expiresAt, string text) =>
        (Id, Tenant, Purpose, ExpiresAt, Text) = (id, tenant, purpose, expiresAt, text);

    /// <summary>Its id, for records: 128 random bits. It opens nothing.</summary>
    public string Id { get; }

    /// <summary>The tenant that it reaches.</summary>
    public TenantId Tenant { get; }

    /// <summary>What it was sealed for, and the only thing that it opens for.</summary>
    public string Purpose { get; }

    /// <summary>When it ends; at that moment it is over.</summary>
    public DateTimeOffset ExpiresAt { get; }

    /// <summary>The text that is carried.</summary>
    public string Text { get; }

    /// <summary>Says what kind of object this is and nothing of what it holds.</summary>
    /// <returns>The name of the type.</returns>
    public override string ToString() => nameof(TenantEnvelope);
}
