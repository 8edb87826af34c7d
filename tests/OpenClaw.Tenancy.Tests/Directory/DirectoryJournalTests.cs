using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Directory;

/// <summary>Changes as texts, and a directory that applies them.</summary>
public sealed class DirectoryJournalTests : IDisposable
{
    private readonly TestWorld _world = new(build: static b => b.Services.Remove(b.Services.Single(static s => s.ImplementationInstance?.GetType().Name == "DirectoryFill")));

    public DirectoryJournalTests() => _world.Directory.FollowJournal();

    public void Dispose() => _world.Dispose();

    [Fact]
    public void Tenant_of_an_identity_provider_comes_back_from_what_its_id_is_made_of()
    {
        TenantId id = TenantId.FromExternal("https://idp.example", "Globex GmbH");

        Assert.Equal(DirectoryOutcome.Applied, Apply(DirectoryChange.Register(new TenantRegistration("https://idp.example", "Globex GmbH") { DisplayName = "Globex" }).ToText()));
        Assert.Equal(DirectoryOutcome.Applied, Apply(DirectoryChange.SetStatus(id, TenantStatus.Suspended).ToText()));

        Assert.True(_world.Directory.TryFind(id.ToString(), out TenantEntry? entry));
        Assert.Equal((id, TenantStatus.Suspended, "Globex"), (entry.Id, entry.Status, entry.DisplayName));
    }

    [Fact]
    public void Reserved_id_is_not_registered()
    {
        Assert.Throws<ArgumentException>(() => DirectoryChange.Register(new TenantRegistration(TenantId.Platform)));
        Assert.Throws<ArgumentException>(() => DirectoryChange.Register(new TenantRegistration(TenantId.Default)));
        Assert.Throws<ArgumentException>(() => DirectoryChange.Register(new TenantRegistration(TenantId.FromExternal("a", "b"))));
    }

    [Fact]
    public void Text_that_would_be_stored_as_another_is_refused()
    {
        Assert.Throws<ArgumentException>(() => DirectoryChange.RevokeMember(TestWorld.Acme, "idp", "", mayReturn: true));
        Assert.ThrowsAny<ArgumentException>(() => DirectoryChange.RevokeMember(TestWorld.Acme, "idp", "a\ud800", mayReturn: true));
        Assert.Throws<ArgumentException>(() => DirectoryChange.RevokeCredential(TestWorld.Acme, "idp", new string('a', DirectoryChange.MaxTextLength + 1)));
        Assert.Throws<ArgumentException>(() => DirectoryChange.SetStatus(TestWorld.Acme, TenantStatus.Provisioning));
    }

    public static TheoryData<string> NotUnderstood =>
    [
        "",
        "[]",
        "null",
        """{"v":1}""",
        """{"v":1,"kind":"Unknown","tenant":"acme"}""",
        """{"v":1,"kind":"2","tenant":"acme","status":"Active"}""",
        """{"v":1,"kind":"statusSet","tenant":"acme","status":"Active"}""",
        """{"v":1,"kind":"StatusSet","tenant":"acme","status":"active"}""",
        """{"v":1,"kind":"StatusSet","tenant":"acme","status":"2"}""",
        """{"v":1,"kind":"StatusSet","tenant":"acme","status":"Unknown"}""",
        """{"v":1,"kind":"StatusSet","tenant":"acme","status":"Active","more":1}""",
        """{"v":1,"kind":"StatusSet","tenant":"acme","tenant":"globex","status":"Active"}""",
        """{"v":"1","kind":"StatusSet","tenant":"acme","status":"Active"}""",
        """{"v":2,"kind":"StatusSet","tenant":"acme","status":"Active"}""",
        """{"v":1,"kind":"MemberRevoked","tenant":"acme","issuer":"idp","holder":"","mayReturn":true}""",
        """{"v":1,"kind":"MemberRevoked","tenant":"acme","issuer":"idp","holder":"alice","mayReturn":"true"}""",
        """{"v":1,"kind":"TenantRegistered","tenant":"platform","status":"Active","displayName":null,"hosts":[],"issuers":[]}""",
        """{"v":1,"kind":"TenantRegistered","tenant":"x--aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","status":"Active","displayName":null,"hosts":[],"issuers":[]}""",
        """{"v":1,"kind":"TenantRegistered","tenant":"x--aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","status":"Active","displayName":null,"hosts":[],"issuers":[],"externalIssuer":"a","externalValue":"b"}""",
        """{"v":1,"kind":"TenantRegistered","tenant":"hooli","status":"Unknown","displayName":null,"hosts":[],"issuers":[]}""",
    ];

    [Theory]
    [MemberData(nameof(NotUnderstood))]
    public void Text_that_is_not_understood_in_full_changes_nothing_and_lets_nothing_follow(string text)
    {
        Apply(Register("acme"));

        Assert.Equal(DirectoryOutcome.Unreadable, Apply(text));
        Assert.Equal(1, _world.Directory.AppliedSequence);
        Assert.Equal(2, _world.Directory.Entries.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Record_that_is_not_the_next_one_is_not_applied(long sequence)
    {
        Apply(Register("acme"));

        Assert.Equal(DirectoryOutcome.Unreadable, _world.Directory.Apply(new DirectoryRecord(sequence, _world.Time.Now, Register("globex")), out string? refusal));
        Assert.Contains("missing", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Change_that_is_refused_leaves_the_way_free()
    {
        Apply(Register("acme"));

        Assert.Equal(DirectoryOutcome.Refused, Apply(Register("acme")));
        Assert.Equal(DirectoryOutcome.Refused, Apply(DirectoryChange.SetStatus(TenantId.Platform, TenantStatus.Suspended).ToText()));
        Assert.Equal(DirectoryOutcome.Refused, Apply(DirectoryChange.SetStatus(TestWorld.Globex, TenantStatus.Suspended).ToText()));
        Assert.Equal(DirectoryOutcome.Applied, Apply(DirectoryChange.SetStatus(TestWorld.Acme, TenantStatus.Suspended).ToText()));
    }

    [Fact]
    public void Until_it_was_read_everything_is_refused()
    {
        Apply(Register("acme"));
        Assert.Equal(DenyReason.DependencyUnavailable, _world.Issuer.Accept(_world.Asserted(TestWorld.Acme, [])).Reason);

        _world.Directory.ReportRefreshed(_world.Time.Now);
        Assert.NotNull(_world.Issuer.Accept(_world.Asserted(TestWorld.Acme, [])).Claim);
    }

    [Fact]
    public void Directory_that_holds_tenants_of_its_own_does_not_follow()
    {
        using var world = new TestWorld();

        Assert.Throws<InvalidOperationException>(world.Directory.FollowJournal);
        Assert.Throws<InvalidOperationException>(() => world.Directory.Apply(new DirectoryRecord(1, world.Time.Now, "{}"), out _));
    }

    private static string Register(string tenant) => DirectoryChange.Register(new TenantRegistration(TenantId.From(tenant))).ToText();

    private DirectoryOutcome Apply(string text) =>
        _world.Directory.Apply(new DirectoryRecord(_world.Directory.AppliedSequence + 1, _world.Time.Now, text), out _);
}
