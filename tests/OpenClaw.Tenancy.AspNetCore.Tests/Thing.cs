using OpenClaw.Tenancy.Resources;

namespace OpenClaw.Tenancy.AspNetCore.Tests;

/// <summary>A kind of resource: "a1" is acme's, "g1" globex's, "nobody" has no owner that counts, "down" cannot be found out.</summary>
public sealed class Thing : IResourceOwnerSource<Thing>
{
    private int _lookups;

    public int Lookups => _lookups;

    public ValueTask<TenantId?> FindOwnerAsync(string id, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _lookups);
        return id switch
        {
            "a1" => new(TenantId.From("acme")),
            "g1" => new(TenantId.From("globex")),
            "down" => throw new TimeoutException("secret-in-the-message"),
            _ => new((TenantId?)null),
        };
    }
}
