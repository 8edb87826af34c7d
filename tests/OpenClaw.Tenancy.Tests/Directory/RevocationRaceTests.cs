using System.Collections.Concurrent;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.Tests.Claims;

namespace OpenClaw.Tenancy.Tests.Directory;

/// <summary>A revocation that races an acceptance: once it has returned, nothing that was accepted around it lives.</summary>
public sealed class RevocationRaceTests
{
    private const int Rounds = 50;

    [Fact]
    public Task Suspend_WhileClaimsAreAccepted_LeavesNoneAlive() => Race(static world =>
    {
        world.Directory.SetStatus(TestWorld.Acme, TenantStatus.Suspended);
        world.Directory.SetStatus(TestWorld.Acme, TenantStatus.Active);
    });

    [Fact]
    public Task RevokeMember_WhileClaimsAreAccepted_LeavesNoneAlive() => Race(
        static world => world.Directory.RevokeMember(TestWorld.Acme, TestWorld.Idp, "someone", mayReturn: true));

    [Fact]
    public Task RevokeCredential_WhileClaimsAreAccepted_LeavesNoneAlive() => Race(
        static world => world.Directory.RevokeCredential(TestWorld.Acme, TestWorld.Idp, "c1"));

    // The clock stands still, so that every claim is issued in the tick of the revocation.
    private static async Task Race(Action<TestWorld> revoke)
    {
        int accepted = 0;
        for (int round = 0; round < Rounds; round++)
        {
            using var world = new TestWorld();
            AccessAction read = world.Engine.Action("operator.read");
            var claims = new ConcurrentBag<VerifiedTenantClaim>();
            using var stop = new CancellationTokenSource();
            Assert.NotNull(Accept(world));
            Task accepting = Task.Run(() =>
            {
                while (!stop.IsCancellationRequested)
                {
                    if (Accept(world) is { } claim)
                    {
                        claims.Add(claim);
                    }
                }
            });
            SpinWait.SpinUntil(() => !claims.IsEmpty || accepting.IsCompleted);

            revoke(world);
            await stop.CancelAsync();
            await accepting;

            accepted += claims.Count;
            Assert.All(claims, claim => Assert.Equal(
                DenyReason.Revoked, world.Engine.Decide(new AccessRequest(claim, read, ResourceRef.Collection(TestWorld.Acme), world.Time.Now)).Reason));
        }

        Assert.True(accepted >= Rounds);
    }

    private static VerifiedTenantClaim? Accept(TestWorld world) => new Assertion(world) { Scopes = ["operator.read@acme"] }.Present().Claim;
}
