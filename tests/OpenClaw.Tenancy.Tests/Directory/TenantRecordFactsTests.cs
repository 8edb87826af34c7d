using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Directory;

/// <summary>What a record says of a tenant is what changes: the rest stays, also its claims.</summary>
public sealed class TenantRecordFactsTests : IDisposable
{
    private readonly JournalWorld _world = new();

    public void Dispose() => _world.Dispose();

    private TenantEntry Acme => Entry(TestWorld.Acme);

    [Fact]
    public void Version_is_the_place_of_the_last_change_of_the_tenant()
    {
        foreach (DirectoryChange change in (DirectoryChange[])
            [
                DirectoryChange.Describe(TestWorld.Acme, "Acme", null, null, null),
                DirectoryChange.MapName(TestWorld.Acme, new ExternalTenant("slack", "T01")),
                DirectoryChange.MapName(TestWorld.Acme, new ExternalTenant("slack", "globex")),
                DirectoryChange.UnmapName(TestWorld.Acme, new ExternalTenant("slack", "T01")),
                DirectoryChange.SetStatus(TestWorld.Acme, TenantStatus.Suspended),
            ])
        {
            _world.Require(change);
            Assert.Equal(_world.Directory.AppliedSequence, Acme.Version);
        }
    }

    [Fact]
    public void Status_that_a_tenant_has_already_ends_no_claim()
    {
        VerifiedTenantClaim claim = _world.World.Claim(TestWorld.Acme, "operator.read");
        _world.Require(DirectoryChange.SetStatus(TestWorld.Acme, TenantStatus.Active));
        Assert.Equal(DenyReason.None, Decide(claim));

        _world.Require(DirectoryChange.SetStatus(TestWorld.Acme, TenantStatus.Suspended));
        long generation = Generation();
        _world.Require(DirectoryChange.SetStatus(TestWorld.Acme, TenantStatus.Suspended));
        Assert.Equal(generation, Generation());
        _world.Require(DirectoryChange.SetStatus(TestWorld.Acme, TenantStatus.Deleted));
        Assert.True(Generation() > generation);
    }

    [Theory]
    [InlineData("T01", true, true)]
    [InlineData("acme", true, true)]
    [InlineData("globex", false, false)]
    public void Outside_name_ends_the_claims_of_the_tenant_whose_id_it_is_and_of_its_own_when_they_are_two(string name, bool acmeLives, bool globexLives)
    {
        VerifiedTenantClaim acme = _world.World.Claim(TestWorld.Acme, "operator.read");
        VerifiedTenantClaim globex = _world.World.Claim(TestWorld.Globex, "operator.read");

        _world.Require(DirectoryChange.MapName(TestWorld.Acme, new ExternalTenant("slack", name)));

        Assert.Equal((acmeLives, globexLives), (Decide(acme) == DenyReason.None, Decide(globex) == DenyReason.None));
    }

    [Fact]
    public void Outside_names_that_stay_go_with_the_tenant()
    {
        _world.Require(DirectoryChange.MapName(TestWorld.Acme, new ExternalTenant("slack", "T01")));
        _world.Require(DirectoryChange.MapName(TestWorld.Acme, new ExternalTenant("slack", "T02")));
        _world.Require(DirectoryChange.UnmapName(TestWorld.Acme, new ExternalTenant("slack", "T01")));
        Assert.True(_world.Directory.TryFindExternal("slack", "T02", out _));

        _world.Require(DirectoryChange.SetStatus(TestWorld.Acme, TenantStatus.Deleted));

        Assert.False(_world.Directory.TryFindExternal("slack", "T02", out _));
    }

    [Fact]
    public void Registration_that_names_a_name_twice_or_one_that_is_taken_is_refused_and_the_rest_is_kept()
    {
        ExternalTenant name = new("slack", "T01");
        TenantRegistration hooli = new(TenantId.From("hooli")) { Hosts = ["hooli.example"], ExternalNames = [name] };
        Assert.Equal(DirectoryRefusalReason.Conflict, Register(new(hooli.Id) { ExternalNames = [name, new("slack", "T01")] }));
        Assert.Equal(DirectoryRefusalReason.Conflict, Register(new(hooli.Id) { Hosts = ["hooli.example", "hooli.example"] }));
        Assert.False(_world.Directory.SelectsByHost);

        Assert.Null(Register(hooli));

        Assert.True(_world.Directory.SelectsByHost);
        Assert.True(_world.Directory.TryFindExternal("slack", "T01", out TenantEntry? named));
        Assert.True(_world.Directory.TryFindHost("hooli.example", out TenantEntry? hosted));
        Assert.Equal((hooli.Id, hooli.Id), (named.Id, hosted.Id));
        Assert.Equal(DirectoryRefusalReason.Conflict, Register(new(TenantId.From("other")) { ExternalNames = [name] }));
        Assert.Equal(DirectoryRefusalReason.Conflict, Register(new(TenantId.From("other")) { Hosts = ["hooli.example"] }));
    }

    [Fact]
    public void Tenant_that_comes_deleted_takes_no_place()
    {
        Assert.Null(Register(new(TenantId.From("gone")) { Status = TenantStatus.Deleted }));
        Assert.Null(Register(new(TenantId.From("fourth")), 4));
        Assert.Equal(DirectoryRefusalReason.LimitReached, Register(new(TenantId.From("fifth")), 4));
    }

    [Fact]
    public void Change_is_as_long_as_what_is_read_and_no_longer()
    {
        const int Most = 1 << 20;
        string padding = new('\u00e4', DirectoryChange.MaxTextLength - 4);
        string[] issuers = [.. Enumerable.Range(0, 100).Select(i => $"{padding}{i:D4}")];
        ExternalTenant[] names = [.. Enumerable.Range(0, 70).Select(i => new ExternalTenant("idp", $"{padding}{i:D4}"))];
        DirectoryChange Sized(int more) => DirectoryChange.Register(new TenantRegistration(TenantId.From("hooli"))
        {
            Issuers = issuers,
            ExternalNames = [.. names, .. Enumerable.Range(0, 29).Select(i => new ExternalTenant(new string('a', Math.Clamp(more - (1000 * i), 1, 1000)), $"{i}"))],
        });
        int missing = Most - Sized(0).ToText().Length;
        DirectoryChange longest = Enumerable.Range(missing, 60).Select(Sized).First(c => Length(c) == Most);

        Assert.Null(_world.Apply(longest.ToText()));
        Assert.True(_world.Directory.TryFind("hooli", out _));
    }

    private static int Length(DirectoryChange change)
    {
        try
        {
            return change.ToText().Length;
        }
        catch (ArgumentException)
        {
            return int.MaxValue;
        }
    }

    private TenantEntry Entry(TenantId id) => _world.Directory.Entries.Single(e => e.Id == id);

    private long Generation() => _world.Directory.GenerationOf(TestWorld.Acme, TestWorld.Idp, "ann");

    private DenyReason Decide(VerifiedTenantClaim claim) => _world.World.Engine.Decide(new AccessRequest(
        claim, _world.World.Engine.Action("operator.read"), ResourceRef.Collection(claim.Tenant), _world.World.Time.Now)).Reason;

    private DirectoryRefusalReason? Register(TenantRegistration registration, int? most = null) => _world.Apply(DirectoryChange.Register(registration, most));
}
