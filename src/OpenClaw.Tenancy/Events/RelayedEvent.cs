namespace OpenClaw.Tenancy.Events;

/// <summary>An event as a relay reads it from where all processes put theirs.</summary>
/// <param name="Tenant">The exact text of its tenant. What the directory does not know is dropped.</param>
/// <param name="Id">The text of its id.</param>
/// <param name="Name">What happened.</param>
/// <param name="Payload">What there is to say of it.</param>
/// <param name="Session">The session that it happened in, or null.</param>
public sealed record RelayedEvent(string Tenant, string Id, string Name, ReadOnlyMemory<byte> Payload, string? Session)
{
    /// <summary>Says what kind of object this is and nothing of what happened.</summary>
    /// <returns>The name of the type.</returns>
    public override string ToString() => nameof(RelayedEvent);
}
