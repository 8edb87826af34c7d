using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Claims;

/// <summary>A claim that is good as it stands, of which a test changes one thing.</summary>
internal sealed class Assertion(TestWorld world)
{
    public string Issuer { get; init; } = TestWorld.Idp;

    public string Tenant { get; init; } = "acme";

    public string Subject { get; init; } = "someone";

    public string[] Scopes { get; init; } = [];

    public string[] Roles { get; init; } = [];

    public DateTimeOffset IssuedAt { get; init; } = world.Time.Now;

    public DateTimeOffset ExpiresAt { get; init; } = world.Time.Now + TimeSpan.FromMinutes(5);

    public string? CredentialId { get; init; } = "c1";

    public long? Generation { get; init; }

    public TenantClaim Build() => new()
    {
        Issuer = Issuer,
        Tenant = Tenant,
        Subject = Subject,
        Scopes = Scopes,
        Roles = Roles,
        IssuedAt = IssuedAt,
        ExpiresAt = ExpiresAt,
        CredentialId = CredentialId,
        Generation = Generation,
    };

    /// <summary>What the world's own issuer says of it.</summary>
    public ClaimAcceptance Present() => world.IssuerOf(Issuer).Accept(Build());
}
