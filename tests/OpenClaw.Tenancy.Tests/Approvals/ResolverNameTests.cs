using OpenClaw.Tenancy.Approvals;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Scopes;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Approvals;

/// <summary>A user is one, by whichever name of his he comes and wherever he is a member; two users are two, whatever else of them is alike.</summary>
public sealed class ResolverNameTests : IDisposable
{
    private const string Mint = "https://mint.example";

    private readonly DeskWorld _world = new(build: static b => b.AddIssuer(Mint, static o => o.ForTenants("acme").SubjectsAreUsers(), static (_, i) => new TestVerifier(i)));

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Requester_who_comes_by_his_user_id_is_he(bool asksByUserId)
    {
        UserId user = _world.Admin.Join(TestWorld.Acme, "ann", TenantRole.Admin);
        VerifiedTenantClaim[] names = [_world.Claim("ann"), _world.Claim(user.ToString(), issuer: Mint)];

        Assert.False(await AnswersAsync(names[asksByUserId ? 1 : 0], names[asksByUserId ? 0 : 1]));
    }

    [Fact]
    public async Task User_id_that_somebody_else_took_for_an_identity_still_means_its_user()
    {
        UserId ann = _world.Admin.Join(TestWorld.Acme, "ann", TenantRole.Admin);
        UserId other = _world.Admin.Join(TestWorld.Acme, "other", TenantRole.Admin);
        _world.Admin.Write(DirectoryChange.LinkIdentity(other, new LinkedIdentity(Mint, ann.ToString()))).RequireApplied();

        Assert.False(await AnswersAsync(_world.Claim(ann.ToString(), issuer: Mint), _world.Claim("ann")));
    }

    [Fact]
    public async Task User_who_is_a_member_elsewhere_is_one_here_too()
    {
        UserId user = _world.Admin.Join(TestWorld.Globex, "ann", TenantRole.Member);
        _world.Admin.Write(DirectoryChange.LinkIdentity(user, new LinkedIdentity(TestWorld.Idp, "ann2"))).RequireApplied();

        Assert.False(await AnswersAsync(_world.Claim("ann"), _world.Claim("ann2")));
    }

    [Fact]
    public async Task Two_whose_credentials_have_one_id_are_two() =>
        Assert.True(await AnswersAsync(_world.Claim("alice", credential: "c1"), _world.Claim("bob", credential: "c1")));

    private async Task<bool> AnswersAsync(VerifiedTenantClaim asks, VerifiedTenantClaim answers) =>
        (await _world.AnswerAsync((await _world.AskAsync(claim: asks)).Approval!, "allow-once", answers)).IsApplied;
}
