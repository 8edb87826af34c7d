using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Directory;

/// <summary>What a directory refuses of records that are well formed, whoever wrote them, and what it applies beside them.</summary>
public sealed class RecordRuleTests : IDisposable
{
    private static readonly string Digest = new('0', 64);

    private readonly JournalWorld _world = new();

    private DateTimeOffset Now => _world.World.Time.Now;

    public void Dispose() => _world.Dispose();

    [Fact]
    public void Outside_name_means_one_tenant_from_its_registration_on()
    {
        var name = new ExternalTenant("idp", "n1");
        Assert.Equal(DirectoryRefusalReason.Conflict, Register("hooli", name, new ExternalTenant("idp", "n1")));
        Assert.Null(Register("hooli", name, new ExternalTenant("idp", "n2")));
        Assert.Equal(DirectoryRefusalReason.Conflict, Register("pied", name));

        // A name that went to another tenant does not go with the one that had it.
        TenantId hooli = TenantId.From("hooli");
        _world.Require(DirectoryChange.UnmapName(hooli, name));
        _world.Require(DirectoryChange.MapName(TestWorld.Acme, name));
        _world.Require(DirectoryChange.SetStatus(hooli, TenantStatus.Deleted));

        Assert.True(_world.Directory.TryFindExternal("idp", "n1", out TenantEntry? entry));
        Assert.Equal(TestWorld.Acme, entry.Id);
        Assert.False(_world.Directory.TryFindExternal("idp", null, out _));
        Assert.False(_world.Directory.TryFindExternal(null, "n1", out _));
    }

    [Fact]
    public void Description_replaces_what_it_says_and_keeps_the_rest_until_the_tenant_is_deleted()
    {
        _world.Require(DirectoryChange.Describe(TestWorld.Acme, "Acme", "eu", "r1", null));
        _world.Require(DirectoryChange.Describe(TestWorld.Acme, null, "us", null, null));
        Assert.True(_world.Directory.TryFind("acme", out TenantEntry? before));
        Assert.Equal("r1", before.RuntimeId);
        _world.Require(DirectoryChange.Describe(TestWorld.Acme, null, null, "r2", null));
        _world.Require(DirectoryChange.SetStatus(TestWorld.Acme, TenantStatus.Deleted));

        Assert.Equal(DirectoryRefusalReason.Conflict, _world.Apply(DirectoryChange.Describe(TestWorld.Acme, "Other", null, null, null)));
        Assert.True(_world.Directory.TryFind("acme", out TenantEntry? entry));
        Assert.Equal(("Acme", "us", "r2"), (entry.DisplayName, entry.Region, entry.RuntimeId));
    }

    [Fact]
    public void Directory_that_follows_a_journal_is_changed_by_its_records_alone()
    {
        Assert.Throws<InvalidOperationException>(() => _world.Directory.SetStatus(TestWorld.Acme, TenantStatus.Suspended));

        Assert.True(_world.Directory.TryFind("acme", out TenantEntry? acme));
        Assert.Equal(TenantStatus.Active, acme.Status);
    }

    [Theory]
    [InlineData(2_000, 1)]
    [InlineData(1, 2_000)]
    public void Registration_by_a_text_that_no_credential_carries_is_none(int issuer, int value) =>
        Assert.Throws<ArgumentException>("registration", () => DirectoryChange.Register(new TenantRegistration(new string('i', issuer), new string('v', value)), maxTenants: null));

    [Fact]
    public void Description_does_not_shut_what_the_library_itself_put_there()
    {
        Assert.Equal(DirectoryRefusalReason.Conflict, _world.Apply("""{"kind":"TenantDescribed","v":1,"tenant":"platform","status":"Suspended"}"""));
        Assert.Null(_world.Apply("""{"kind":"TenantDescribed","v":1,"tenant":"platform","region":"eu"}"""));
        Assert.Null(_world.Apply("""{"kind":"TenantDescribed","v":1,"tenant":"acme","status":"Suspended"}"""));

        Assert.True(_world.Directory.TryFind("platform", out TenantEntry? platform));
        Assert.True(_world.Directory.TryFind("acme", out TenantEntry? acme));
        Assert.Equal((TenantStatus.Active, TenantStatus.Suspended), (platform.Status, acme.Status));
    }

    [Fact]
    public void First_key_of_a_tenant_is_no_key_that_is_there()
    {
        Assert.Null(_world.Apply(WithKey("hooli")));
        Assert.Equal(DirectoryRefusalReason.Conflict, _world.Apply(WithKey("pied")));

        static string WithKey(string tenant) =>
            $$"""{"kind":"TenantRegistered","v":1,"tenant":"{{tenant}}","status":"Active","hosts":[],"issuers":[],"names":[],"firstKey":"k1","firstDigest":"{{Digest}}"}""";
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(TimeSpan.TicksPerMinute * 5, true)]
    [InlineData(-TimeSpan.TicksPerMinute * 5, true)]
    [InlineData((TimeSpan.TicksPerMinute * 5) + 1, false)]
    [InlineData((-TimeSpan.TicksPerMinute * 5) - 1, false)]
    public void Grant_is_asked_for_by_a_clock_that_is_near_and_once(long off, bool isNear)
    {
        Assert.Equal(isNear ? null : DirectoryRefusalReason.Conflict, _world.Apply(Requested(off)));
        Assert.Equal(isNear ? DirectoryRefusalReason.Conflict : null, _world.Apply(Requested(isNear ? 1 : 0)));
    }

    [Fact]
    public void End_of_a_grant_is_written_down_by_the_process_whose_turn_it_is_and_once()
    {
        Assert.Null(_world.Apply(Requested(0)));
        Assert.Equal(DirectoryRefusalReason.Conflict, _world.Apply(End("Closing", "p1")));
        DateTimeOffset later = Now + TimeSpan.FromHours(2);

        Assert.Null(_world.Apply(End("Closing", "p1"), later));
        Assert.Equal(DirectoryRefusalReason.Conflict, _world.Apply(End("Closing", "p2"), later + TimeSpan.FromMinutes(1) - TimeSpan.FromTicks(1)));
        Assert.Equal(DirectoryRefusalReason.Conflict, _world.Apply(End("Closed", "p2"), later));
        Assert.Null(_world.Apply(End("Closing", "p2"), later + TimeSpan.FromMinutes(1)));
        Assert.Equal(DirectoryRefusalReason.Conflict, _world.Apply(End("Closed", "p1"), later));
        Assert.Null(_world.Apply(End("Closed", "p2"), later));
        Assert.Equal(DirectoryRefusalReason.Conflict, _world.Apply(End("Closed", "p2"), later));
        Assert.Equal(DirectoryRefusalReason.Conflict, _world.Apply(End("Closing", "p1"), later + TimeSpan.FromHours(1)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Journal_begins_with_record_1(long sequence) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new DirectoryRecord(sequence, Now, "{}"));

    private static string End(string kind, string by) => $$"""{"kind":"BreakGlass{{kind}}","v":1,"tenant":"acme","by":"{{by}}","grant":"g1"}""";

    private string Requested(long off) =>
        $$"""{"kind":"BreakGlassRequested","v":1,"tenant":"acme","grant":"g1","requester":{"issuer":"idp","subject":"alice"},"scopes":["operator.read"],"ticket":"INC-1","reason":"stuck","durationTicks":36000000000,"requestedTicks":{{Now.UtcTicks + off}},"pendingTicks":36000000000}""";

    private DirectoryRefusalReason? Register(string tenant, params ExternalTenant[] names) =>
        _world.Apply(DirectoryChange.Register(new TenantRegistration(TenantId.From(tenant)) { ExternalNames = names }));
}
