using System.Collections.Concurrent;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Scopes;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.Tests.Administration;

namespace OpenClaw.Tenancy.Tests.Directory;

/// <summary>Claims are accepted while their holder joins, links, unlinks and is removed: what was accepted before the removal ended does not live after it.</summary>
public sealed class MembershipRaceTests
{
    private const int Rounds = 40;

    [Fact]
    public async Task What_was_accepted_around_changes_of_a_member_is_dead_after_his_removal()
    {
        int accepted = 0;
        for (int round = 0; round < Rounds; round++)
        {
            using var world = new AdminWorld();
            world.Join(TestWorld.Acme, "owner", TenantRole.Owner);
            var claims = new ConcurrentBag<VerifiedTenantClaim>();
            using var stop = new CancellationTokenSource();
            Assert.NotNull(world.Present(TestWorld.Acme, "ann", "operator.read").Claim);
            Task accepting = Task.Run(() =>
            {
                while (!stop.IsCancellationRequested)
                {
                    foreach (string subject in (string[])["ann", "ann2"])
                    {
                        if (world.Present(TestWorld.Acme, subject, "operator.read").Claim is { } claim)
                        {
                            claims.Add(claim);
                        }
                    }
                }
            }, AdminWorld.Token);
            SpinWait.SpinUntil(() => !claims.IsEmpty || accepting.IsCompleted);

            UserId ann = world.Join(TestWorld.Acme, "ann", TenantRole.Member);
            world.Write(DirectoryChange.LinkIdentity(ann, new LinkedIdentity(TestWorld.Idp, "ann2"))).RequireApplied();
            world.Write(DirectoryChange.SetRole(TestWorld.Acme, ann, TenantRole.Admin, DirectoryActor.Host)).RequireApplied();
            world.Write(DirectoryChange.RemoveMember(TestWorld.Acme, ann, DirectoryActor.Host)).RequireApplied();
            world.Write(DirectoryChange.UnlinkIdentity(ann, new LinkedIdentity(TestWorld.Idp, "ann2"))).RequireApplied();
            await stop.CancelAsync();
            await accepting;

            accepted += claims.Count;
            Assert.All(claims, claim => Assert.Equal(DenyReason.Revoked, world.Decide(claim)));
        }

        Assert.True(accepted >= Rounds);
    }
}
