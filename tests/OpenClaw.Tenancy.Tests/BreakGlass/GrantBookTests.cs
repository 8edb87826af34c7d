using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.BreakGlass;

/// <summary>The directory keeps a grant until all of it is over, and what is written down as ended stays ended.</summary>
public sealed class GrantBookTests : IDisposable
{
    private readonly BreakGlassWorld _world = new();
    private int _asked;

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Full_book_has_a_place_again_once_an_open_grant_was_revoked_and_reviewed()
    {
        BreakGlassGrant opened = await _world.Open();
        string id = opened.Id.ToString();
        Fill(999);
        Assert.Equal(DirectoryRefusalReason.LimitReached, Ask());

        await _world.Revoke(id);
        Assert.Equal(DirectoryRefusalReason.LimitReached, Ask());
        Assert.True((await _world.Review(id)).IsDone);
        Assert.Null(Ask());
        Assert.Equal(DirectoryRefusalReason.LimitReached, Ask());
        Assert.Equal(DirectoryRefusalReason.NotFound, Apply("BreakGlassClosing", id, "\"by\":\"p1\""));
    }

    [Fact]
    public void Full_book_has_a_place_again_once_a_request_was_taken_back()
    {
        Fill(1000);

        Assert.Equal(DirectoryRefusalReason.LimitReached, Ask());
        Assert.Null(Apply("BreakGlassRevoked", "g5", "\"by\":{\"issuer\":\"idp\",\"subject\":\"carol\"}"));
        Assert.Null(Ask());
    }

    [Fact]
    public async Task Claim_of_a_grant_whose_end_is_written_down_does_not_come_back_with_the_clock()
    {
        BreakGlassGrant grant = await _world.Open();
        VerifiedTenantClaim claim = _world.Enter(grant);
        Assert.Equal(DenyReason.None, await Decide(claim));
        _world.Time.Set(TimeSpan.FromHours(1));
        Assert.Null(Apply("BreakGlassClosing", grant.Id.ToString(), "\"by\":\"p1\""));
        Assert.Null(Apply("BreakGlassClosed", grant.Id.ToString(), "\"by\":\"p1\""));

        _world.Time.Set(TimeSpan.FromHours(-1));

        Assert.Equal(DenyReason.Revoked, await Decide(claim));
        Assert.False(_world.World.Issuer.Accept(_world.Asserted(grant)).IsAccepted);
    }

    [Fact]
    public async Task Who_took_a_grant_back_is_named()
    {
        BreakGlassGrant grant = await _world.Open();
        Assert.Null(grant.RevokedBy);

        await _world.Revoke(grant.Id.ToString());

        Assert.Equal(new LinkedIdentity(TestWorld.Idp, "carol"), grant.RevokedBy);
        Assert.Equal(_world.Time.Now, grant.RevokedAt);
    }

    private void Fill(int count)
    {
        for (int i = 0; i < count; i++)
        {
            Assert.Null(Ask());
        }
    }

    private async Task<DenyReason> Decide(VerifiedTenantClaim claim) => (await _world.Engine.AuthorizeAsync(new AccessRequest(
        claim, _world.Engine.Action("operator.read"), ResourceRef.Collection(TestWorld.Acme), _world.Time.Now))).Decision.Reason;

    // A hundred of one are the most, so each asks for fifty.
    private DirectoryRefusalReason? Ask()
    {
        int number = _asked++;
        string requester = $$"""{"issuer":"idp","subject":"r{{number / 50}}"}""";
        return Apply($$"""{"kind":"BreakGlassRequested","v":1,"tenant":"acme","grant":"g{{number}}","requester":{{requester}},"scopes":["operator.read"],"ticket":"INC-1","reason":"stuck","durationTicks":{{TimeSpan.TicksPerHour}},"requestedTicks":{{_world.Time.Now.UtcTicks}},"pendingTicks":{{TimeSpan.TicksPerHour}}}""");
    }

    private DirectoryRefusalReason? Apply(string kind, string grant, string said) =>
        Apply($$"""{"kind":"{{kind}}","v":1,"tenant":"acme",{{said}},"grant":"{{grant}}"}""");

    private DirectoryRefusalReason? Apply(string text) => _world.Journal.Apply(text).Refusal?.Reason;
}
