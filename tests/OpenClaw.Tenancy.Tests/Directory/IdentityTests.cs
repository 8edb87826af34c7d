using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Scopes;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.Tests.Administration;

namespace OpenClaw.Tenancy.Tests.Directory;

/// <summary>Users are known by issuer and subject alone; an identity that comes or goes ends exactly this user's claims.</summary>
public sealed class IdentityTests : IDisposable
{
    private static readonly LinkedIdentity Second = new(TestWorld.Idp, "ann2");

    private readonly AdminWorld _world = new();
    private readonly UserId _ann;

    public IdentityTests()
    {
        _ann = _world.Join(TestWorld.Acme, "ann", TenantRole.Member);
        _world.Join(TestWorld.Acme, "bob", TenantRole.Owner);
    }

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Link_and_unlink_kill_exactly_the_users_claims(bool unlinks)
    {
        if (unlinks)
        {
            Write(DirectoryChange.LinkIdentity(_ann, Second));
        }

        _world.Write(DirectoryChange.AddMember(TestWorld.Globex, _ann, TenantRole.Member, DirectoryActor.Host)).RequireApplied();
        VerifiedTenantClaim[] hers = [Claim("ann"), Claim("ann2"), _world.Admin(TestWorld.Globex, "ann"), _world.Admin(TestWorld.Globex, "ann2")];
        VerifiedTenantClaim[] others = [Claim("bob"), Claim("stranger"), _world.Admin(TestWorld.Initech, "ann")];

        Write(unlinks ? DirectoryChange.UnlinkIdentity(_ann, Second) : DirectoryChange.LinkIdentity(_ann, Second));

        Assert.All(hers, claim => Assert.Equal(DenyReason.Revoked, _world.Decide(claim)));
        Assert.All(others, claim => Assert.Equal(DenyReason.None, _world.Decide(claim)));
        Assert.Equal(DenyReason.None, _world.Present(TestWorld.Acme, "ann").Reason);
    }

    [Fact]
    public void Identity_is_one_users_and_the_last_one_stays()
    {
        Assert.Equal(DirectoryRefusalReason.Conflict, _world.Write(DirectoryChange.LinkIdentity(_ann, new LinkedIdentity(TestWorld.Idp, "bob"))).Refusal?.Reason);
        Assert.Equal(DirectoryRefusalReason.Conflict, _world.Write(DirectoryChange.UnlinkIdentity(_ann, new LinkedIdentity(TestWorld.Idp, "ann"))).Refusal?.Reason);
        Assert.Equal(DirectoryRefusalReason.NotFound, _world.Write(DirectoryChange.UnlinkIdentity(_ann, Second)).Refusal?.Reason);
        Assert.Equal(DirectoryRefusalReason.NotFound, _world.Write(DirectoryChange.LinkIdentity(UserId.New(), Second)).Refusal?.Reason);
        Write(DirectoryChange.LinkIdentity(_ann, Second));
        Write(DirectoryChange.UnlinkIdentity(_ann, new LinkedIdentity(TestWorld.Idp, "ann")));
        Assert.Equal(DirectoryRefusalReason.Conflict, _world.Write(DirectoryChange.UnlinkIdentity(_ann, Second)).Refusal?.Reason);
    }

    [Fact]
    public void Sixteen_identities_are_the_most()
    {
        for (int i = 2; i <= 16; i++)
        {
            Write(DirectoryChange.LinkIdentity(_ann, new LinkedIdentity(TestWorld.Idp, $"ann{i}")));
        }

        Assert.Equal(DirectoryRefusalReason.LimitReached, _world.Write(DirectoryChange.LinkIdentity(_ann, new LinkedIdentity(TestWorld.Idp, "ann17"))).Refusal?.Reason);
    }

    [Theory]
    [InlineData("idp", "Ann")]
    [InlineData("idp", "ann ")]
    [InlineData("IDP", "ann")]
    [InlineData("idp2", "ann")]
    [InlineData("idp", "\u0430nn")]
    [InlineData("idp", "ann@example.com")]
    public void Identity_that_differs_in_anything_is_another_user(string issuer, string subject)
    {
        var user = UserId.New();
        Write(DirectoryChange.AddMember(TestWorld.Acme, new LinkedIdentity(issuer, subject), user, TenantRole.Readonly, DirectoryActor.Host));

        Assert.True(_world.Write(DirectoryChange.RemoveMember(TestWorld.Acme, user, DirectoryActor.Host)).IsApplied);
        Assert.Equal(DenyReason.None, _world.Present(TestWorld.Acme, "ann").Reason);
    }

    [Fact]
    public void Long_identities_that_differ_in_the_last_character_are_two_users()
    {
        string shared = new('s', DirectoryChange.MaxTextLength - 1);
        Write(DirectoryChange.AddMember(TestWorld.Acme, new LinkedIdentity(shared + "a", shared + "a"), UserId.From("ua"), TenantRole.Readonly, DirectoryActor.Host));
        Write(DirectoryChange.AddMember(TestWorld.Acme, new LinkedIdentity(shared + "a", shared + "b"), UserId.From("ub"), TenantRole.Readonly, DirectoryActor.Host));
        Write(DirectoryChange.AddMember(TestWorld.Acme, new LinkedIdentity(shared + "b", shared + "a"), UserId.From("uc"), TenantRole.Readonly, DirectoryActor.Host));

        Assert.All(["ua", "ub", "uc"], user => Assert.True(_world.Write(DirectoryChange.RemoveMember(TestWorld.Acme, UserId.From(user), DirectoryActor.Host)).IsApplied));
    }

    [Fact]
    public void Name_that_a_removed_member_gives_up_does_not_let_him_in()
    {
        Write(DirectoryChange.LinkIdentity(_ann, Second));
        Write(DirectoryChange.RemoveMember(TestWorld.Acme, _ann, DirectoryActor.Host));
        Write(DirectoryChange.UnlinkIdentity(_ann, Second));

        Assert.Equal(DenyReason.Revoked, _world.Present(TestWorld.Acme, "ann2").Reason);
        Assert.Equal(DenyReason.None, _world.Present(TestWorld.Globex, "ann2").Reason);

        // He was removed and not shut out by the host: a tenant may take him in again, under that name too.
        _world.Join(TestWorld.Acme, "ann2", TenantRole.Readonly);
        Assert.Equal(DenyReason.None, _world.Present(TestWorld.Acme, "ann2").Reason);
    }

    [Fact]
    public void Name_that_is_given_up_and_shut_out_by_the_host_stays_out()
    {
        Write(DirectoryChange.LinkIdentity(_ann, Second));
        Write(DirectoryChange.RemoveMember(TestWorld.Acme, _ann, DirectoryActor.Host));
        Write(DirectoryChange.UnlinkIdentity(_ann, Second));
        Write(DirectoryChange.RevokeMember(TestWorld.Acme, TestWorld.Idp, "ann2", mayReturn: false));

        _world.Join(TestWorld.Acme, "ann2", TenantRole.Readonly);

        Assert.Equal(DenyReason.Revoked, _world.Present(TestWorld.Acme, "ann2").Reason);
    }

    [Theory]
    [InlineData("ann")]
    [InlineData("ann2")]
    public void Name_that_is_given_up_by_a_removed_member_whom_the_host_shut_out_stays_out(string shut)
    {
        Write(DirectoryChange.LinkIdentity(_ann, Second));
        Write(DirectoryChange.RevokeMember(TestWorld.Acme, TestWorld.Idp, shut, mayReturn: false));
        Write(DirectoryChange.RemoveMember(TestWorld.Acme, _ann, DirectoryActor.Host));
        Write(DirectoryChange.UnlinkIdentity(_ann, Second));

        _world.Join(TestWorld.Acme, "ann2", TenantRole.Readonly);

        Assert.Equal(DenyReason.Revoked, _world.Present(TestWorld.Acme, "ann2").Reason);
    }

    [Fact]
    public void Claims_that_stood_by_a_name_end_when_it_becomes_a_members()
    {
        VerifiedTenantClaim claim = Claim("carl");
        long before = _world.Directory.GenerationOf(TestWorld.Acme, TestWorld.Idp, "carl");

        _world.Join(TestWorld.Acme, "carl", TenantRole.Readonly);

        Assert.Equal(DenyReason.Revoked, _world.Decide(claim));
        Assert.True(_world.Directory.GenerationOf(TestWorld.Acme, TestWorld.Idp, "carl") > before);
    }

    [Fact]
    public void Name_linked_to_a_former_member_ends_what_stood_by_it_there()
    {
        Write(DirectoryChange.RemoveMember(TestWorld.Acme, _ann, DirectoryActor.Host));
        VerifiedTenantClaim claim = Claim("ann2");

        Write(DirectoryChange.LinkIdentity(_ann, Second));

        Assert.Equal(DenyReason.Revoked, _world.Decide(claim));
        Assert.Equal(DenyReason.Revoked, _world.Present(TestWorld.Acme, "ann2").Reason);
    }

    [Fact]
    public async Task Users_id_as_an_identity_of_another_user_takes_nothing_from_him()
    {
        // Whoever adds members chooses the texts of their identities; here those of an issuer that speaks in user ids.
        VerifiedTenantClaim before = (await _world.VerifyAsync(_world.Key(TestWorld.Acme, new() { User = _ann }).Text)).Claim!;
        Write(DirectoryChange.AddMember(TestWorld.Globex, new LinkedIdentity(ApiKeyEntry.Issuer, _ann.ToString()), UserId.New(), TenantRole.Owner, DirectoryActor.Host));
        VerifiedTenantClaim after = (await _world.VerifyAsync(_world.Key(TestWorld.Acme, new() { User = _ann }).Text)).Claim!;
        Assert.Equal((DenyReason.None, DenyReason.None), (_world.Decide(before), _world.Decide(after)));

        Write(DirectoryChange.RevokeMember(TestWorld.Acme, TestWorld.Idp, "ann", mayReturn: true));

        Assert.Equal((DenyReason.Revoked, DenyReason.Revoked), (_world.Decide(before), _world.Decide(after)));
    }

    [Fact]
    public async Task Member_who_is_named_like_another_users_id_is_answered_as_himself()
    {
        VerifiedTenantClaim owner = Claim("bob");

        DirectoryResult<TenantMember> added = await _world.Members.AddAsync(
            await _world.PermitAsync(owner, _world.Members.Add), new LinkedIdentity(ApiKeyEntry.Issuer, _ann.ToString()), TenantRole.Readonly, AdminWorld.Token);

        Assert.True(added.IsDone);
        Assert.NotEqual(_ann, added.Value.UserId);
        Assert.Equal(TenantRole.Readonly, added.Value.Role);
    }

    private VerifiedTenantClaim Claim(string subject) => _world.Admin(TestWorld.Acme, subject);

    private void Write(DirectoryChange change) => _world.Write(change).RequireApplied();
}
