using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Storage;

namespace OpenClaw.Tenancy.Tests.Storage;

/// <summary>The layouts, letter by letter: what was stored under them must be found again.</summary>
public sealed class StorageLayoutTests
{
    private static readonly TenantId Acme = TenantId.From("acme");
    private static readonly AgentId A = AgentId.From("a");
    private static readonly SessionId S = SessionId.From("s0123456789abcdef0123456789abcdef");

    [Fact]
    public void Layouts_AreThese()
    {
        Assert.Equal("tenants/acme/agents/a/", StorageLayout.Agent(Acme, A).Text);
        Assert.Equal("tenants/acme/agents/a/sessions/", StorageLayout.Sessions(Acme, A).Text);
        Assert.Equal("tenants/acme/agents/a/sessions/s0123456789abcdef0123456789abcdef", StorageLayout.Session(Acme, A, S).Text);
        Assert.Equal("tenants/acme/workspace", StorageLayout.Workspace(Acme).Text);
        Assert.Equal("tenants/acme/workspace/notes/~54odo.md", StorageLayout.Workspace(Acme, "notes", "Todo.md").Text);
        Assert.Equal("tenants/acme/workspace-a", StorageLayout.Workspace(Acme, A).Text);
        Assert.Equal("tenants/acme/workspace-a/notes.md", StorageLayout.Workspace(Acme, A, "notes.md").Text);
        Assert.Equal("tenants/acme/credentials/", StorageLayout.Credentials(Acme).Text);
        Assert.Equal("tenants/acme/credentials/mail", StorageLayout.Credential(Acme, "mail").Text);
        Assert.Equal("tenants/platform/workspace", StorageLayout.Workspace(TenantId.Platform).Text);
    }

    [Fact]
    public void Forms_AreThese()
    {
        StorageKey key = StorageLayout.Workspace(Acme, "A{b}");

        Assert.Equal("tenants/{acme}/workspace/~41~7bb~7d", key.ToRedisKey());
        Assert.Equal("tenants/{acme}/", StorageKeyPartitioner.Prefix(Acme).ToRedisPrefix());
        Assert.Equal(Path.Combine("tenants", "acme", "workspace", "~41~7bb~7d"), key.ToRelativePath());
        Assert.Equal("\u0004acme\u0009workspace\u0004A{b}"u8.ToArray(), key.ToBinary());
        Assert.Equal(("tenants/acme/workspace/", "tenants/acme/workspace0"),
            (StorageLayout.Workspace(Acme).ToPrefix().ToRange().Start, StorageLayout.Workspace(Acme).ToPrefix().ToRange().End));
    }

    [Fact]
    public void WorkspaceOfAnAgent_IsNoOtherName()
    {
        AgentId dotted = AgentId.From("b.");
        StorageKey[] keys =
        [
            StorageLayout.Workspace(Acme), StorageLayout.Workspace(Acme, "a"), StorageLayout.Workspace(Acme, "-a"),
            StorageLayout.Workspace(Acme, A), StorageLayout.Workspace(Acme, AgentId.From("a-a")), StorageLayout.Workspace(Acme, AgentId.From("a"), "a"),
            StorageLayout.Workspace(TenantId.From("acme-a")), StorageLayout.Workspace(TenantId.From("acme-workspace-a")),
            StorageLayout.Workspace(Acme, dotted), StorageLayout.Workspace(Acme, AgentId.From("b")),
            StorageKeyPartitioner.Encode(Acme, "workspace_a"), StorageKeyPartitioner.Encode(Acme, "workspacea"),
        ];

        Assert.Equal(keys.Length, keys.Distinct().Count());
        Assert.Throws<ArgumentException>(() => StorageKeyPartitioner.Encode(Acme, "workspace-a"));
        Assert.True(StorageKeyPartitioner.TryDecode(Acme, StorageLayout.Workspace(Acme, dotted, "x").Text, out StorageKeyParts? parts));
        Assert.Equal(("workspace", dotted, "x"), (parts.Kind, parts.WorkspaceOf, Assert.Single(parts.Segments)));
        Assert.True(StorageKeyPartitioner.TryDecode(Acme, StorageLayout.Workspace(Acme, dotted, "x").ToBinary(), out parts));
        Assert.Equal(dotted, parts.WorkspaceOf);
    }

    [Fact]
    public void LongestAgentAndTenant_HaveTheirPlace()
    {
        var tenant = TenantId.From(new string('t', 63));
        var agent = AgentId.From(new string('a', 128));

        Assert.Equal(8 + 63 + 1 + 10 + 128, StorageLayout.Workspace(tenant, agent).Text.Length);
        Assert.EndsWith("/sessions/", StorageLayout.Sessions(tenant, agent).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void DatabaseNames_NeedNoQuotes_AndAreDifferent()
    {
        Assert.Equal("t_acme", TenantDatabaseNames.SchemaName(Acme));
        Assert.Equal("t_a_b", TenantDatabaseNames.SchemaName(TenantId.From("a-b")));
        Assert.Equal("t_a__b", TenantDatabaseNames.SchemaName(TenantId.From("a--b")));
        Assert.Equal("acme.db", TenantDatabaseNames.FileName(Acme));
        TenantId[] tenants =
        [
            .. new[] { "user", "select", "7", "h-a", new('a', 61), new('a', 62), new('a', 63), new string('a', 62) + "b", "a-b", "a--b", "ab" }.Select(TenantId.From),
            TenantId.Platform, TenantId.Default, TenantId.FromExternal("https://login.example", "7"),
        ];

        string[] names = [.. tenants.Select(TenantDatabaseNames.SchemaName)];

        Assert.All(names, static name => Assert.Matches(@"\A[th]_[a-z0-9_]{1,61}\z", name));
        Assert.Equal(names.Length, names.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(tenants.Length, tenants.Select(TenantDatabaseNames.FileName).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void SchemaName_IsTheIdAsLongAsItFits()
    {
        Assert.Equal("t_" + new string('a', 61), TenantDatabaseNames.SchemaName(TenantId.From(new string('a', 61))));
        Assert.Equal("h_lehj6hdyscmo33k47wvpdyexh26ya7ribr4gpuvurwg6pi4gluua", TenantDatabaseNames.SchemaName(TenantId.From(new string('a', 62))));
    }

    [Fact]
    public void WithoutATenantOrAnAgent_ThereIsNoPlace()
    {
        Assert.All(
            (Action[])[() => StorageLayout.Workspace(null!, A), () => StorageLayout.Workspace(null!, A, "x"), () => TenantDatabaseNames.SchemaName(null!), () => TenantDatabaseNames.FileName(null!)],
            static make => Assert.Equal("tenant", Assert.Throws<ArgumentNullException>(make).ParamName));
        Assert.All(
            (Action[])[() => StorageLayout.Agent(Acme, null!), () => StorageLayout.Sessions(Acme, null!), () => StorageLayout.Session(Acme, A, null!), () => StorageLayout.Workspace(Acme, (AgentId)null!)],
            static make => Assert.Throws<ArgumentNullException>(make));
    }

    [Theory]
    [InlineData("..")]
    [InlineData("../../globex/credentials/mail")]
    [InlineData("..\\globex")]
    [InlineData("%2e%2e%2fglobex")]
    [InlineData("/tenants/globex/credentials/mail")]
    [InlineData("mail/../../globex")]
    [InlineData("MAIL")]
    public void Path_of_a_credential_never_leaves_its_tenant(string name)
    {
        string path = StorageLayout.Credential(Acme, name).Text;
        string below = StorageLayout.Credentials(Acme).Text;

        Assert.StartsWith(below, path, StringComparison.Ordinal);
        Assert.DoesNotContain('/', path[below.Length..]);
        Assert.NotEqual(StorageLayout.Credential(Acme, "mail").Text, path);
        Assert.True(path[below.Length..].Trim('.').Length != 0);
    }
}
