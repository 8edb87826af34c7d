using System.Globalization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Contexts;

/// <summary>Sixteen tenants at once, under one span and in turn: no line and no span is another tenant's.</summary>
public sealed class TenantTagStormTests
{
    [Fact]
    public async Task Sixteen_tenants_interleaved_are_never_mixed_up()
    {
        string[] tenants = [.. Enumerable.Range(0, 16).Select(static i => string.Create(CultureInfo.InvariantCulture, $"t{i}"))];
        using var world = new TagWorld(TenantTag.Plain, b => b.AddTenants(tenants).AddIssuer("many", o => o.ForTenants(tenants), static (_, issuer) => new TestVerifier(issuer)));
        TenantIssuer issuer = world.World.IssuerOf("many");
        using (world.Start("all"))
        {
            await Parallel.ForAsync(0, 640, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (i, _) =>
            {
                string tenant = tenants[i % 16];
                await world.RunAsync(Claim(issuer, tenant, world.World.Time.Now), async _ =>
                {
                    for (int step = 0; step < 4; step++)
                    {
                        world.Say(tenant);
                        await Task.Yield();
                    }
                });
                world.Say("between");
            });
        }

        Assert.Equal(640 * 5, world.Kept.Lines.Count);
        Assert.All(world.Kept.Lines, static l => Assert.Equal(l.Text == "between" ? [] : [l.Text], l.Tenants));
        Assert.Equal((640 * 5) + 1, world.Spans.Count);
        Assert.All(world.Spans, static s => Assert.Equal(s.Name is "between" or "all" ? null : s.Name, s.Tenant));
    }

    private static VerifiedTenantClaim Claim(TenantIssuer issuer, string tenant, DateTimeOffset now) => issuer.Accept(new TenantClaim
    {
        Issuer = issuer.Name,
        Tenant = tenant,
        Subject = "someone",
        Scopes = [],
        IssuedAt = now,
        ExpiresAt = now + TimeSpan.FromMinutes(1),
    }).Claim!;
}
