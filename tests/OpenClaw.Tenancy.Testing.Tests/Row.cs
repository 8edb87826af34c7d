namespace OpenClaw.Tenancy.Testing.Tests;

/// <summary>One row of the store in memory.</summary>
public sealed record Row(string Tenant, string Kind, string Id, string? Key, string Body, long Sequence)
{
    /// <summary>What Prefix and Range look at.</summary>
    public string Name => Kind == MemorySubject.Sessions ? Id : Key!;

    public StoredObject ToObject() => new(Id, Body);
}
