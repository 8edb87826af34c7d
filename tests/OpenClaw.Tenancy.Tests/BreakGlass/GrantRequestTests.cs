using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.BreakGlass;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.BreakGlass;

/// <summary>Each fault of a request is refused, and nothing of it stands anywhere.</summary>
public sealed class GrantRequestTests
{
    public static TheoryData<string> Faults => [.. Requests.Keys];

    private static Dictionary<string, Func<BreakGlassRequest>> Requests { get; } = new(StringComparer.Ordinal)
    {
        ["no ticket"] = static () => BreakGlassWorld.Ask(ticket: null!),
        ["empty ticket"] = static () => BreakGlassWorld.Ask(ticket: string.Empty),
        ["blank ticket"] = static () => BreakGlassWorld.Ask(ticket: "  "),
        ["ticket of two lines"] = static () => BreakGlassWorld.Ask(ticket: "INC-1\nINC-2"),
        ["long ticket"] = static () => BreakGlassWorld.Ask(ticket: new string('x', 257)),
        ["no reason"] = static () => BreakGlassWorld.Ask(reason: null!),
        ["blank reason"] = static () => BreakGlassWorld.Ask(reason: "\t"),
        ["reason with a lone surrogate"] = static () => BreakGlassWorld.Ask(reason: "\ud800"),
        ["no scope"] = static () => BreakGlassWorld.Ask(scopes: []),
        ["a scope with an axis"] = static () => BreakGlassWorld.Ask(scopes: ["operator.read@acme"]),
        ["a scope twice"] = static () => BreakGlassWorld.Ask(scopes: ["operator.read", "operator.read"]),
        ["a scope that is none"] = static () => BreakGlassWorld.Ask(scopes: ["Operator.Read"]),
        ["null scope"] = static () => BreakGlassWorld.Ask(scopes: [null!]),
        ["65 scopes"] = static () => BreakGlassWorld.Ask(scopes: [.. Enumerable.Range(0, 65).Select(static i => $"s{i}")]),
        ["no duration"] = static () => BreakGlassWorld.Ask(duration: TimeSpan.Zero),
        ["negative duration"] = static () => BreakGlassWorld.Ask(duration: TimeSpan.FromMinutes(-5)),
        ["no expiry"] = static () => BreakGlassWorld.Ask(duration: TimeSpan.MaxValue),
        ["for ever"] = static () => BreakGlassWorld.Ask(duration: Timeout.InfiniteTimeSpan),
        ["longer than the maximum"] = static () => BreakGlassWorld.Ask(duration: TimeSpan.FromHours(1) + TimeSpan.FromTicks(1)),
        ["no target"] = static () => BreakGlassWorld.Ask(target: null!),
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Malformed_request_throws_and_leaves_nothing(string fault)
    {
        using var world = new BreakGlassWorld();
        int before = world.Journal.Records.Count;

        await Assert.ThrowsAnyAsync<ArgumentException>(() => world.Request(Requests[fault]()));

        Assert.Equal(before, world.Journal.Records.Count);
        Assert.DoesNotContain(world.Ledger.Appended, static e => e.Action == "break_glass.requested");
    }

    [Theory]
    [InlineData("nobody", DirectoryRefusalReason.NotFound)]
    [InlineData("", DirectoryRefusalReason.NotFound)]
    [InlineData("ACME", DirectoryRefusalReason.NotFound)]
    [InlineData("platform", DirectoryRefusalReason.NotAllowed)]
    public async Task Target_that_is_no_tenant_is_refused(string target, DirectoryRefusalReason reason)
    {
        using var world = new BreakGlassWorld();

        Assert.Equal(reason, (await world.Request(BreakGlassWorld.Ask(target))).Refusal!.Reason);
        Assert.DoesNotContain(world.Ledger.Appended, static e => e.Action == "break_glass.requested");
    }

    [Theory]
    [InlineData(TenantStatus.Suspended)]
    [InlineData(TenantStatus.Deleted)]
    public async Task Target_that_is_shut_is_refused(TenantStatus status)
    {
        using var world = new BreakGlassWorld();
        world.Write(DirectoryChange.SetStatus(TestWorld.Acme, status));

        Assert.Equal(DirectoryRefusalReason.Conflict, (await world.Request()).Refusal!.Reason);
    }

    [Fact]
    public async Task Delegate_of_an_operator_asks_for_nothing()
    {
        using var world = new BreakGlassWorld();
        VerifiedTenantClaim acted = world.Operator(actor: new ClaimActor { Issuer = TestWorld.Idp, Subject = "bot" });
        VerifiedTenantClaim child = world.Operator().Delegate("run:1", world.Operator().Scopes, DateTimeOffset.MaxValue);

        Assert.Equal(DirectoryRefusalReason.NotAllowed, (await world.Request(by: acted)).Refusal!.Reason);
        Assert.Equal(DirectoryRefusalReason.NotAllowed, (await world.Request(by: child)).Refusal!.Reason);
    }

    [Fact]
    public async Task Tenants_caller_earns_no_permit_for_any_step()
    {
        using var world = new BreakGlassWorld();
        VerifiedTenantClaim owner = world.World.Claim(TestWorld.Acme, "operator.admin");

        foreach (AccessAction step in (AccessAction[])[world.Grants.Actions.List, world.Grants.Actions.Request, world.Grants.Actions.Approve, world.Grants.Actions.Collect, world.Grants.Actions.Revoke, world.Grants.Actions.Review])
        {
            Assert.Null(await world.Permit(step, null, owner));
        }
    }
}
