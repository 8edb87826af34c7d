using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Limits;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Limits;

/// <summary>Two keys are one share exactly where the tenant, the issuer and the user are the same.</summary>
public sealed class LimitKeyTests : IDisposable
{
    private const string Other = "other";

    private readonly TestWorld _world = new(build: static b => b.AddIssuer(Other, static o => o.ForTenants("acme", "globex"), static (_, issuer) => new TestVerifier(issuer)));

    public void Dispose() => _world.Dispose();

    [Fact]
    public void Each_tenant_and_each_user_of_it_has_a_share_of_his_own()
    {
        LimitKey[] Keys() =>
        [
            default,
            LimitKey.OfTenant(Claim("acme", "ann")),
            LimitKey.OfTenant(Claim("globex", "ann")),
            LimitKey.OfUser(Claim("acme", "ann")),
            LimitKey.OfUser(Claim("acme", "acme")),
            LimitKey.OfUser(Claim("acme", "ann", Other)),
            LimitKey.OfUser(Claim("globex", "ann")),
            LimitKey.OfUser(Claim("globex", "ann", Other)),
        ];

        LimitKey[] keys = Keys();
        LimitKey[] again = Keys();
        foreach ((int left, int right) in keys.Index().SelectMany(_ => again.Index(), static (l, r) => (l.Index, r.Index)))
        {
            Assert.Equal(left == right, keys[left] == again[right]);
            Assert.Equal(left != right, keys[left] != again[right]);
            Assert.Equal(left == right, keys[left].Equals((object)again[right]));
        }

        Assert.Equal(keys.Select(static k => k.GetHashCode()), again.Select(static k => k.GetHashCode()));
        Assert.False(keys[0].Equals(new object()));
    }

    [Fact]
    public void Tenant_has_one_share_whoever_of_it_asks()
    {
        Assert.Equal(LimitKey.OfTenant(Claim("acme", "ann")), LimitKey.OfTenant(Claim("acme", "ben", Other)));
        Assert.Equal(
            [(TestWorld.Acme, false), (TestWorld.Acme, true), (null, false)],
            ((LimitKey[])[LimitKey.OfTenant(Claim("acme", "ann")), LimitKey.OfUser(Claim("acme", "ann")), default]).Select(static k => (k.Tenant, k.IsUser)));
    }

    // A table of shares would be a list where all of them fell into one place.
    [Fact]
    public void Hashes_of_users_and_of_tenants_are_spread()
    {
        LimitKey[] users = [.. Enumerable.Range(0, 50).Select(i => LimitKey.OfUser(Claim("acme", $"user-{i}")))];
        LimitKey[] tenants = [LimitKey.OfTenant(Claim("acme", "ann")), LimitKey.OfTenant(Claim("globex", "ann"))];

        Assert.InRange(users.Select(static k => k.GetHashCode()).Distinct().Count(), 40, 50);
        Assert.Distinct(tenants.Select(static k => k.GetHashCode()));
    }

    [Fact]
    public void Nobody_without_a_claim_has_a_share()
    {
        Assert.Throws<ArgumentNullException>("claim", static () => LimitKey.OfTenant(null!));
        Assert.Throws<ArgumentNullException>("claim", static () => LimitKey.OfUser(null!));
    }

    private VerifiedTenantClaim Claim(string tenant, string subject, string issuer = TestWorld.Idp) => _world.IssuerOf(issuer).Accept(new TenantClaim
    {
        Issuer = issuer, Tenant = tenant, Subject = subject, IssuedAt = _world.Time.Now, ExpiresAt = _world.Time.Now + TimeSpan.FromMinutes(1),
    }).Claim!;
}
