using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Signing;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.BreakGlass;

/// <summary>A grant of another process opens what it opens there, by this process's own clock and mode.</summary>
public sealed class GrantElsewhereTests : IDisposable
{
    private readonly EcdsaSigner _signer = EcdsaSigner.Generate();

    public void Dispose() => _signer.Dispose();

    [Fact]
    public async Task Process_whose_clock_is_behind_opens_nothing_before_the_grant_begins()
    {
        using BreakGlassWorld ahead = World();
        using BreakGlassWorld behind = World();
        ahead.Time.Advance(TimeSpan.FromMinutes(2));
        BreakGlassGrant grant = await ahead.Open();
        Follow(ahead, behind);

        Assert.Equal("grant_early", Accept(behind, grant).Detail);
        behind.Time.Advance(TimeSpan.FromMinutes(2) - TimeSpan.FromTicks(1));
        Assert.Equal("grant_early", Accept(behind, grant).Detail);
        behind.Time.Advance(TimeSpan.FromTicks(1));
        Assert.True(Accept(behind, grant).IsAccepted);
    }

    [Fact]
    public async Task Host_without_tenancy_lets_nobody_in_by_a_grant_that_its_directory_holds()
    {
        using BreakGlassWorld shared = World();
        using BreakGlassWorld off = World(static o => o.Mode = TenancyMode.Disabled);
        BreakGlassGrant grant = await shared.Open();
        Follow(shared, off);

        Assert.Equal((DenyReason.TokenInvalid, "grant_unknown"), (Accept(off, grant).Reason, Accept(off, grant).Detail));
    }

    [Fact]
    public async Task Credential_that_is_named_as_the_approver_is_not_the_approver()
    {
        using BreakGlassWorld world = World();
        BreakGlassGrant grant = await world.Open();

        world.Write(DirectoryChange.RevokeCredential(TenantId.Platform, TestWorld.Idp, BreakGlassWorld.Bob));

        Assert.True(Accept(world, grant).IsAccepted);
    }

    private BreakGlassWorld World(Action<TenancyOptions>? options = null) => new(options: options, signer: _signer);

    private static void Follow(BreakGlassWorld from, BreakGlassWorld to)
    {
        foreach (DirectoryRecord record in from.Journal.Records.Skip(to.Journal.Records.Count))
        {
            Assert.Equal(DirectoryOutcome.Applied, to.Directory.Apply(record, out _));
        }
    }

    private static ClaimAcceptance Accept(BreakGlassWorld world, BreakGlassGrant grant) => world.World.Issuer.Accept(world.Asserted(grant));
}
