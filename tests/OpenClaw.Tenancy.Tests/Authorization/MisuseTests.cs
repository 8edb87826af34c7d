using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Authorization;

/// <summary>What cannot be meant is an exception that names the argument, before anything is decided or recorded.</summary>
public sealed class MisuseTests
{
    [Fact]
    public async Task Arguments_that_are_missing_are_named()
    {
        using var world = new TestWorld();
        AccessRequest request = world.Request(world.Claim(TestWorld.Acme, "operator.read"), default);

        Assert.Throws<ArgumentNullException>("action", () => request.For(null!));
        Assert.Throws<ArgumentNullException>("claim", static () => AuditActor.Of(null!));
        Assert.Throws<ArgumentNullException>("details", () => world.Engine.Refuse(in request, DenyReason.PolicyForbid, null!));
        await Assert.ThrowsAsync<ArgumentNullException>("engine", async () => await OwnerLookup.AuthorizeAsync(null!, Owner, request, "r1", default));
        await Assert.ThrowsAsync<ArgumentNullException>("engine", async () => await OwnerLookup.FindAsync(null!, Owner, request, "r1", default));
        await Assert.ThrowsAsync<ArgumentNullException>("findOwner", async () => await OwnerLookup.FindAsync(world.Engine, null!, request, "r1", default));
        Assert.Empty(world.Ledger.Read(TestWorld.Acme));
    }

    [Fact]
    public void Lists_of_what_tenants_may_use_take_names_alone()
    {
        TenantAllowanceOptions lists = new();
        Assert.Throws<ArgumentNullException>("tenant", () => lists.Allow(null!, "tools.invoke", "search"));
        Assert.Throws<ArgumentNullException>("ids", () => lists.Allow(TestWorld.Acme, "tools.invoke", null!));
        foreach (string? name in (string?[])[null, "", " "])
        {
            Assert.ThrowsAny<ArgumentException>(() => lists.Restrict(name!));
            Assert.ThrowsAny<ArgumentException>(() => lists.Allow(TestWorld.Acme, name!, "search"));
            Assert.ThrowsAny<ArgumentException>(() => lists.Allow(TestWorld.Acme, "tools.invoke", "search", name!));
        }
    }

    [Fact]
    public void Decisions_are_equal_where_reason_and_way_are()
    {
        using var world = new TestWorld();
        AccessDecision Ask(TenantId owner, params string[] scopes) => world.Engine.Decide(world.Request(world.Claim(TestWorld.Acme, scopes), ResourceRef.Owned("r1", owner)));
        AccessDecision own = Ask(TestWorld.Acme, "operator.read"), again = Ask(TestWorld.Acme, "operator.admin"), foreign = Ask(TestWorld.Globex, "operator.read"), none = Ask(TestWorld.Acme);

        Assert.True(own == again && own.Equals((object)again) && own.GetHashCode() == again.GetHashCode());
        Assert.False(own != again);
        Assert.True(own != foreign && foreign != none && !foreign.Equals(none) && !own.Equals("allowed"));
        Assert.False(foreign == none);
    }

    private static ValueTask<TenantId?> Owner(string id, CancellationToken cancellationToken) => new(TestWorld.Acme);
}
