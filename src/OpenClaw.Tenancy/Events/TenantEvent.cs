using OpenClaw.Tenancy.Resources;

namespace OpenClaw.Tenancy.Events;

/// <summary>Something that happened in a tenant. There is none without a tenant.</summary>
/// <remarks>Only <see cref="EventGate"/> makes one: of a scope or a permit that has a tenant, never of a text. Immutable and safe for use by many threads.</remarks>
public sealed class TenantEvent : ITenantOwned
{
    internal TenantEvent(TenantId tenant, EventId id, string name, ReadOnlyMemory<byte> payload, string? session) =>
        (Tenant, Id, Name, Payload, Session) = (tenant, id, name, payload, session);

    /// <summary>The tenant whose event it is.</summary>
    public TenantId Tenant { get; }

    /// <summary>Its id, the same in every process.</summary>
    public EventId Id { get; }

    /// <summary>What happened, such as <c>chat</c>.</summary>
    public string Name { get; }

    /// <summary>What there is to say of it, as the host wrote it; JSON by custom.</summary>
    public ReadOnlyMemory<byte> Payload { get; }

    /// <summary>The session that it happened in, or null.</summary>
    public string? Session { get; }

    TenantId? ITenantOwned.Tenant => Tenant;

    /// <summary>Says what kind of object this is and nothing of what happened.</summary>
    /// <returns>The name of the type.</returns>
    public override string ToString() => nameof(TenantEvent);
}
