using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Auditing;

/// <summary>A tenant learns how often others tried what it owns, and not a word of who they are.</summary>
public sealed class ForeignAttemptTests
{
    private const string Canary = "canary-of-the-attacker";

    [Fact]
    public void A_window_is_one_record_with_a_number_and_nothing_else()
    {
        using var world = new TestWorld();
        for (int i = 0; i < 500; i++)
        {
            Try(world, TestWorld.Globex, TestWorld.Acme);
            Try(world, TestWorld.Initech, TestWorld.Acme);
        }

        Assert.Empty(world.Ledger.Read(TestWorld.Acme));
        Assert.Equal(500, world.Ledger.Read(TestWorld.Globex).Count);
        world.Time.Advance(TimeSpan.FromMinutes(1));

        AuditEnvelope counted = Assert.Single(world.Ledger.Read(TestWorld.Acme)).Envelope;
        Assert.Equal(("access.from_outside", "tenant_mismatch", 1000), (counted.Action, counted.ReasonCode, counted.Suppressed));
        object?[] said = [counted.Actor, counted.Issuer, counted.Delegate, counted.EffectiveTenant, counted.TargetTenant, counted.ResourceId, counted.RunId, counted.Detail, counted.TraceId];
        Assert.All(said, Assert.Null);

        // The next window is counted by itself, and an empty one says nothing.
        world.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Single(world.Ledger.Read(TestWorld.Acme));
        Try(world, TestWorld.Globex, TestWorld.Acme);
        world.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal([1000, 1], world.Ledger.Read(TestWorld.Acme).Select(static r => r.Envelope.Suppressed));
    }

    [Fact]
    public void Absent_resources_count_for_nobody_and_look_the_same_to_whoever_asks()
    {
        using var world = new TestWorld();
        Try(world, TestWorld.Globex, owner: null);
        Try(world, TestWorld.Globex, TestWorld.Acme);
        world.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(1, Assert.Single(world.Ledger.Read(TestWorld.Acme)).Envelope.Suppressed);
        Assert.Single(world.Ledger.Read(TestWorld.Globex).Select(static r => (r.Envelope.Action, r.Envelope.ReasonCode, r.Envelope.ResourceId, r.Envelope.TargetTenant)).Distinct());
    }

    [Fact]
    public void Host_that_stops_says_what_it_had_counted()
    {
        var world = new TestWorld();
        InMemoryAuditLedger ledger = world.Ledger;
        Try(world, TestWorld.Globex, TestWorld.Acme);
        world.Dispose();

        Assert.Equal(1, Assert.Single(ledger.Read(TestWorld.Acme)).Envelope.Suppressed);
    }

    [Fact]
    public void Counted_in_somebodys_trace_it_says_none()
    {
        using var world = new TestWorld();
        using System.Diagnostics.Activity trace = new System.Diagnostics.Activity("of-the-attacker").SetIdFormat(System.Diagnostics.ActivityIdFormat.W3C).Start();
        Try(world, TestWorld.Globex, TestWorld.Acme);
        world.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Null(Assert.Single(world.Ledger.Read(TestWorld.Acme)).Envelope.TraceId);
        Assert.Equal(trace.TraceId.ToHexString(), Assert.Single(world.Ledger.Read(TestWorld.Globex)).Envelope.TraceId);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(86401)]
    public void Window_is_bounded(int seconds) => Assert.Contains(
        "ForeignAttemptWindow",
        Assert.ThrowsAny<Exception>(() => new TestWorld(o => o.ForeignAttemptWindow = TimeSpan.FromSeconds(seconds)).Services.GetRequiredService<PolicyEngine>()).Message,
        StringComparison.Ordinal);

    private static void Try(TestWorld world, TenantId by, TenantId? owner)
    {
        VerifiedTenantClaim claim = world.Claim(by, "operator.read");
        ResourceRef resource = owner is null ? ResourceRef.Absent(Canary) : ResourceRef.Owned(Canary, owner);
        world.Engine.Authorize(new AccessRequest(claim, world.Engine.Action("operator.read", "runs.read"), in resource, world.Time.Now), out _);
    }
}
