using System.Text;
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

    [Fact]
    public void Change_that_nobody_could_read_again_is_not_written()
    {
        // Each part keeps its own bound. All of them together are longer than what is read, and every process that follows would stop there.
        string name = new('\u00e4', DirectoryChange.MaxTextLength - 4);
        var change = DirectoryChange.Register(new TenantRegistration(TestWorld.Initech)
        {
            ExternalNames = [.. Enumerable.Range(0, 100).Select(i => new ExternalTenant("idp", $"{name}{i:D4}"))],
            Issuers = [.. Enumerable.Range(0, 100).Select(i => $"{name}{i:D4}")],
        });

        Assert.Throws<ArgumentException>(change.ToText);
    }

    [Fact]
    public void Whatever_characters_a_caller_sends_the_change_is_read_again()
    {
        for (int first = 0; first <= 0x10FFFF; first += 500)
        {
            string text = string.Concat(Enumerable.Range(first, Math.Min(500, 0x110000 - first)).Where(Rune.IsValid).Select(static c => new Rune(c).ToString()));
            if (text.Length != 0)
            {
                string written = DirectoryChange.RevokeMember(TestWorld.Acme, text, text, mayReturn: true).ToText();
                Assert.Equal(DirectoryOutcome.Refused, Apply(written));
            }
        }
    }

    public static TheoryData<string> NotUnderstood =>
    [
        "",
        "[]",
        "null",
        """{"kind":"StatusSet","v":1}""",
        """{"kind":"Unknown","v":1,"tenant":"acme"}""",
        """{"kind":2,"v":1,"tenant":"acme","status":"Active"}""",
        """{"kind":"statusSet","v":1,"tenant":"acme","status":"Active"}""",
        """{"kind":"StatusSet","v":1,"tenant":"acme","status":"active"}""",
        """{"kind":"StatusSet","v":1,"tenant":"acme","status":"2"}""",
        """{"kind":"StatusSet","v":1,"tenant":"acme","status":2}""",
        """{"kind":"StatusSet","v":1,"tenant":"acme","status":"Unknown"}""",
        """{"kind":"StatusSet","v":1,"tenant":"acme","status":"Active","more":1}""",
        """{"kind":"StatusSet","v":1,"tenant":"acme","status":"Active","expected":null}""",
        """{"kind":"StatusSet","v":1,"tenant":"acme","tenant":"globex","status":"Active"}""",
        """{"kind":"StatusSet","v":1,"status":"Active","tenant":"acme"}""",
        """{"kind":"StatusSet","v":"1","tenant":"acme","status":"Active"}""",
        """{"kind":"StatusSet","v":2,"tenant":"acme","status":"Active"}""",
        """{"kind":"StatusSet","v":1,"tenant":"acme","status":"Active"} """,
        """{"kind":"StatusSet","v":1,"tenant":"\u0061cme","status":"Active"}""",
        """{"v":1,"kind":"StatusSet","tenant":"acme","status":"Active"}""",
        """{"kind":"HolderRevoked","v":1,"tenant":"acme","mayReturn":true,"issuer":"idp","holder":""}""",
        """{"kind":"HolderRevoked","v":1,"tenant":"acme","mayReturn":"true","issuer":"idp","holder":"alice"}""",
        """{"kind":"TenantRegistered","v":1,"tenant":"platform","status":"Active","hosts":[],"issuers":[],"names":[]}""",
        """{"kind":"TenantRegistered","v":1,"tenant":"x--aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","status":"Active","hosts":[],"issuers":[],"names":[]}""",
        """{"kind":"TenantRegistered","v":1,"tenant":"x--aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","status":"Active","hosts":[],"issuers":[],"names":[],"externalIssuer":"a","externalValue":"b"}""",
        """{"kind":"TenantRegistered","v":1,"tenant":"hooli","status":"Unknown","hosts":[],"issuers":[],"names":[]}""",
        """{"kind":"TenantRegistered","v":1,"tenant":"hooli","status":"Active","hosts":[],"issuers":[],"names":[{"issuer":"idp"}]}""",
        """{"kind":"MemberAdded","v":1,"tenant":"acme","user":"u1","role":"Owner"}""",
        """{"kind":"MemberAdded","v":1,"tenant":"acme","actor":{"held":"Owner"},"user":"u1","role":"None"}""",
        """{"kind":"KeyIssued","v":1,"tenant":"acme","actor":{"held":"Owner"},"key":"k1","digest":"00","role":"Admin","scopes":["operator.read"]}""",
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

        Assert.Equal(DirectoryOutcome.Unreadable, _world.Directory.Apply(new DirectoryRecord(sequence, _world.Time.Now, Register("globex")), out DirectoryRefusal? refusal));
        Assert.Contains("missing", refusal!.Message, StringComparison.Ordinal);
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
