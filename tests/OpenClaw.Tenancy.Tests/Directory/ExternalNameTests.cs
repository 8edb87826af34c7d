using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.Tests.Claims;

namespace OpenClaw.Tenancy.Tests.Directory;

/// <summary>What an outside system calls a tenant: one name means one tenant, and a name that is nobody's means nobody.</summary>
public sealed class ExternalNameTests : IDisposable
{
    private static readonly ExternalTenant Slack = new("slack", "T01");

    private readonly TestWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public void Account_is_one_tenants_until_it_is_unmapped()
    {
        Write(DirectoryChange.MapName(TestWorld.Acme, Slack));

        Assert.Equal(TestWorld.Acme, Find("slack", "T01"));
        Assert.Equal(DirectoryRefusalReason.Conflict, Refusal(DirectoryChange.MapName(TestWorld.Globex, Slack)));
        Assert.Equal(DirectoryRefusalReason.Conflict, Refusal(DirectoryChange.MapName(TestWorld.Acme, Slack)));
        Assert.Equal(DirectoryRefusalReason.NotFound, Refusal(DirectoryChange.UnmapName(TestWorld.Globex, Slack)));
        Assert.Equal(DirectoryRefusalReason.Conflict, Refusal(DirectoryChange.Register(new TenantRegistration(TenantId.From("hooli")) { ExternalNames = [Slack] })));

        Write(DirectoryChange.UnmapName(TestWorld.Acme, Slack));
        Assert.Null(Find("slack", "T01"));
        Write(DirectoryChange.MapName(TestWorld.Globex, Slack));
        Assert.Equal(TestWorld.Globex, Find("slack", "T01"));
    }

    [Theory]
    [InlineData("slack", "T02")]
    [InlineData("slack", "t01")]
    [InlineData("Slack", "T01")]
    [InlineData("teams", "T01")]
    [InlineData("slack", "T01 ")]
    [InlineData("slackT", "01")]
    [InlineData("slack", "")]
    [InlineData("slack", null)]
    [InlineData(null, "T01")]
    public void Name_that_is_nobodys_finds_nobody(string? issuer, string? value)
    {
        Write(DirectoryChange.MapName(TestWorld.Acme, Slack));

        Assert.Null(Find(issuer, value));
    }

    [Fact]
    public void Long_names_that_differ_in_the_last_character_are_two()
    {
        string shared = new('n', DirectoryChange.MaxTextLength - 1);
        Write(DirectoryChange.MapName(TestWorld.Acme, new ExternalTenant(shared + "a", shared + "a")));
        Write(DirectoryChange.MapName(TestWorld.Globex, new ExternalTenant(shared + "a", shared + "b")));

        Assert.Equal(TestWorld.Acme, Find(shared + "a", shared + "a"));
        Assert.Equal(TestWorld.Globex, Find(shared + "a", shared + "b"));
        Assert.Throws<ArgumentException>(() => DirectoryChange.MapName(TestWorld.Acme, new ExternalTenant(shared + "ab", "x")));
    }

    [Fact]
    public void Unmapping_kills_what_came_in_by_the_name_and_nothing_of_others()
    {
        Write(DirectoryChange.MapName(TestWorld.Acme, new ExternalTenant(TestWorld.Idp, "Acme GmbH")));
        VerifiedTenantClaim claim = new Assertion(_world) { Tenant = "Acme GmbH" }.Present().Claim!;
        VerifiedTenantClaim other = _world.Claim(TestWorld.Globex, "operator.read");
        Assert.Equal(TestWorld.Acme, claim.Tenant);

        Write(DirectoryChange.UnmapName(TestWorld.Acme, new ExternalTenant(TestWorld.Idp, "Acme GmbH")));

        Assert.Equal(DenyReason.Revoked, Decide(claim));
        Assert.Equal(DenyReason.None, Decide(other));
        Assert.Equal(DenyReason.TenantInactive, new Assertion(_world) { Tenant = "Acme GmbH" }.Present().Reason);
    }

    [Fact]
    public void Name_that_was_another_tenants_id_means_what_it_is_mapped_to_from_then_on()
    {
        VerifiedTenantClaim before = new Assertion(_world) { Tenant = "acme" }.Present().Claim!;

        Write(DirectoryChange.MapName(TestWorld.Globex, new ExternalTenant(TestWorld.Idp, "acme")));

        Assert.Equal(DenyReason.Revoked, Decide(before));
        _world.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(TestWorld.Globex, new Assertion(_world) { Tenant = "acme" }.Present().Claim!.Tenant);
    }

    [Fact]
    public void Token_that_meant_the_mapped_tenant_is_worth_nothing_where_the_text_leads_afterwards()
    {
        var name = new ExternalTenant(TestWorld.Idp, "acme");
        Write(DirectoryChange.MapName(TestWorld.Globex, name));
        _world.Time.Advance(TimeSpan.FromSeconds(10));
        DateTimeOffset issued = _world.Time.Now;
        _world.Time.Advance(TimeSpan.FromSeconds(10));

        Write(DirectoryChange.UnmapName(TestWorld.Globex, name));

        Assert.Equal(DenyReason.Revoked, new Assertion(_world) { Tenant = "acme", IssuedAt = issued, ExpiresAt = issued.AddMinutes(5) }.Present().Reason);
    }

    [Fact]
    public void Deleted_tenants_names_are_free_and_it_gets_no_new_ones()
    {
        Write(DirectoryChange.MapName(TestWorld.Acme, Slack));
        _world.Directory.SetStatus(TestWorld.Acme, TenantStatus.Deleted);

        Assert.Null(Find("slack", "T01"));
        Assert.Equal(DirectoryRefusalReason.Conflict, Refusal(DirectoryChange.MapName(TestWorld.Acme, Slack)));
        Assert.Equal(DirectoryRefusalReason.Conflict, Refusal(DirectoryChange.MapName(TenantId.Platform, Slack)));
        Write(DirectoryChange.MapName(TestWorld.Globex, Slack));
    }

    [Fact]
    public void A_thousand_names_are_the_most()
    {
        for (int i = 0; i < 1000; i++)
        {
            Write(DirectoryChange.MapName(TestWorld.Acme, new ExternalTenant("slack", $"T{i}")));
        }

        Assert.Equal(DirectoryRefusalReason.LimitReached, Refusal(DirectoryChange.MapName(TestWorld.Acme, new ExternalTenant("slack", "more"))));
    }

    private TenantId? Find(string? issuer, string? value) => _world.Directory.TryFindExternal(issuer, value, out TenantEntry? entry) ? entry.Id : null;

    private DenyReason Decide(VerifiedTenantClaim claim) => _world.Engine.Decide(new AccessRequest(
        claim, _world.Engine.Action("operator.read"), ResourceRef.Collection(claim.Tenant), _world.Time.Now)).Reason;

    private void Write(DirectoryChange change) => Writer.WriteAsync(change, TestContext.Current.CancellationToken).GetAwaiter().GetResult().RequireApplied();

    private DirectoryRefusalReason? Refusal(DirectoryChange change) => Writer.WriteAsync(change, TestContext.Current.CancellationToken).GetAwaiter().GetResult().Refusal?.Reason;

    private IDirectoryWriter Writer => (IDirectoryWriter)_world.Services.GetService(typeof(IDirectoryWriter))!;
}
