using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.Tests.Claims;

namespace OpenClaw.Tenancy.Tests.Authorization;

/// <summary>Ids are compared whole: that one begins another, or stands in the id of a resource, says nothing.</summary>
public sealed class NearNameTests
{
    private static readonly TenantId[] Near = [TestWorld.Acme, TenantId.From("acme-admin"), TenantId.From("a"), TenantId.From("acme1")];

    [Fact]
    public void Name_that_begins_anothers_or_stands_in_its_ids_opens_nothing()
    {
        using var world = new TestWorld(build: static b => b.AddTenants("acme-admin", "a", "acme1")
            .AddIssuer("near", static o => o.ForTenants("acme", "acme-admin", "a", "acme1"), static (_, issuer) => new TestVerifier(issuer)));
        foreach (TenantId caller in Near)
        {
            VerifiedTenantClaim claim = new Assertion(world) { Issuer = "near", Tenant = $"{caller}", Scopes = [$"operator.admin@{caller}"] }.Present().Claim!;
            foreach (TenantId owner in Near)
            {
                foreach (string id in (string[])[$"{caller}", $"{caller}-admin", $"{owner}", "default", "admin"])
                {
                    DenyReason expected = ReferenceEquals(caller, owner) ? DenyReason.None : DenyReason.TenantMismatch;
                    Assert.Equal(expected, world.Decide(claim, ResourceRef.Owned(id, owner)));
                }
            }
        }
    }
}
