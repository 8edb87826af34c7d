namespace OpenClaw.Tenancy.Testing.Running;

/// <summary>An object that the kit stored as its owner, and that no other tenant must ever see.</summary>
internal sealed record Seeded(TenantId Owner, StoreKind Kind, string Id, string? Key, string Body)
{
    /// <summary>The part of the body that stands nowhere else.</summary>
    internal string Mark => Body[^16..];

    /// <summary>What Prefix and Range look at.</summary>
    internal string Name => Kind.IsNamedById ? Id : Key ?? Id;
}
