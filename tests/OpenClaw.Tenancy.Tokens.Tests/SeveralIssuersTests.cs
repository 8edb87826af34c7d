using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tokens.Tests;

public sealed class SeveralIssuersTests
{
    private static readonly string[] Tenants = ["acme", "globex", "initech", "hooli"];

    [Fact]
    public async Task Each_issuer_mints_with_its_own_ring_and_the_first_is_the_one_without_a_key()
    {
        using TestWorld world = World(out TokenKeyRing[] rings);
        for (int i = 0; i < Tenants.Length; i++)
        {
            ITenantTokenIssuer mint = world.Services.GetRequiredKeyedService<ITenantTokenIssuer>(Name(i));
            string token = await mint.IssueAsync(Request(i), CancellationToken.None);

            Assert.Equal(Name(i), (await VerifyAsync(world, token)).Claim!.Issuer);
            Assert.Same(rings[i], world.Services.GetRequiredKeyedService<TokenKeyRingSource>(Name(i)).Current);
        }

        Assert.Same(world.Services.GetRequiredKeyedService<ITenantTokenIssuer>(Name(0)), world.Services.GetRequiredService<ITenantTokenIssuer>());
    }

    [Fact]
    public async Task Of_all_triples_of_ring_issuer_and_tenant_only_the_diagonal_passes()
    {
        using TestWorld world = World(out TokenKeyRing[] rings);
        TokenForge[] forges = [.. rings.Select(r => new TokenForge(r, world.Time))];
        List<string> passed = [];
        foreach ((int ring, int issuer, int tenant) in Triples())
        {
            foreach (string kid in forges.Select(f => f.KeyId))
            {
                string token = forges[ring].Sign(
                    forges[ring].Header.Set("kid", $"\"{kid}\"").ToString(),
                    forges[ring].Payload.Set("iss", $"\"{Name(issuer)}\"").Set("tenant_id", $"\"{Tenants[tenant]}\"")
                        .Set("scopes", $"[\"operator.read@{Tenants[tenant]}\"]").Set("jti", $"\"{ring}{issuer}{tenant}\"").ToString());
                if ((await VerifyAsync(world, token)).IsAccepted)
                {
                    passed.Add($"{ring}{issuer}{tenant}{(kid == forges[ring].KeyId ? string.Empty : " under another kid")}");
                }
            }
        }

        Assert.Equal(["000", "111", "222", "333"], passed);
    }

    private static IEnumerable<(int Ring, int Issuer, int Tenant)> Triples() =>
        from ring in Enumerable.Range(0, 4) from issuer in Enumerable.Range(0, 4) from tenant in Enumerable.Range(0, 4) select (ring, issuer, tenant);

    private static TestWorld World(out TokenKeyRing[] rings)
    {
        TokenKeyRing[] made = rings = [.. Tenants.Select(_ => TokenKeyRing.CreateEs256())];
        return new TestWorld(build: builder =>
        {
            builder.AddTenants("hooli");
            for (int i = 0; i < Tenants.Length; i++)
            {
                int at = i;
                builder.AddTokenIssuer(Name(i), o =>
                {
                    (o.Audience, o.Ring) = (TokenForge.Audience, made[at]);
                    o.Speaks.ForTenants(Tenants[at]);
                });
            }
        });
    }

    private static string Name(int i) => $"https://issuer-{i}.test";

    private static TenantTokenRequest Request(int i) => new() { Tenant = TenantId.From(Tenants[i]), Subject = "alice" };

    private static async Task<CredentialVerification> VerifyAsync(TestWorld world, string token) =>
        await world.Services.GetRequiredService<CredentialVerifiers>().VerifyAsync(token, CancellationToken.None);
}
