using System.Text.RegularExpressions;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Storage;

namespace OpenClaw.Tenancy.Tests.Storage;

/// <summary>Names in a gateway that knows no tenants: they survive what it makes of names, and only exact ones count.</summary>
public sealed class OpenClawAgentNameTests
{
    private static readonly TenantId Acme = TenantId.From("acme");
    private static readonly AgentId Bot = AgentId.From("bot");
    private static readonly OpenClawAgentName Name = new(Acme, Bot);
    private static readonly OpenClawAgentName Foreign = new(TenantId.From("globex"), Bot);

    [Fact]
    public void AgentId_IsThis()
    {
        Assert.Equal("t-vracbguw3gmmwrjgr4cwpqtjhnqa5nsylcryy56krpc2uqgf2gxa", Name.AgentId);
        Assert.Equal($"agent:{Name.AgentId}:main", Name.MainSessionKey);
        Assert.Equal($"agent:{Name.AgentId}:~54odo~3a1", Name.SessionKey("Todo:1"));
        Assert.Equal($"agent:{Name.AgentId}:k1", Name.SessionKey(SessionKey.From("k1")));
    }

    [Fact]
    public void AgentId_SurvivesOpenClawsNormalisation_AndIsNeverMain()
    {
        string[] tenants = ["acme", "acme-co", "a", "a-b", "tenant-a", new('a', 63), new string('a', 62) + "b"];
        string[] agents = ["main", "a", "b", "b-a", "acme.co", "acme-co", "acme_co", new('x', 128), new string('x', 127) + "y", new('x', 64), new('x', 65)];
        string[] ids = [.. tenants.SelectMany(t => agents.Select(a => new OpenClawAgentName(TenantId.From(t), AgentId.From(a)).AgentId))];

        Assert.Equal(ids.Length, ids.Distinct(StringComparer.Ordinal).Count());
        Assert.All(ids, static id =>
        {
            Assert.Matches(@"\A[a-z][a-z0-9]*(-[a-z0-9]+)*\z", id);
            Assert.Equal(id, Normalised(id));
            Assert.NotEqual("main", id);
        });
    }

    [Theory]
    [InlineData("agent:victim:main")]
    [InlineData("agent")]
    [InlineData("AGENT")]
    [InlineData("main")]
    [InlineData("~61gent")]
    [InlineData("~6dain")]
    [InlineData("x:agent:victim:main")]
    [InlineData(":agent:victim:main")]
    [InlineData("::")]
    [InlineData("cron:1")]
    [InlineData("a:subagent:b")]
    [InlineData("Caf\u00e9 \U0001f600")]
    public void SessionKey_OfAnyCallersText_LiesBelowTheAgent_AndComesBack(string callerKey)
    {
        string key = Name.SessionKey(callerKey);

        Assert.Equal(3, key.Split(':').Length);
        Assert.Equal(("agent", Name.AgentId), Parsed(key));
        Assert.NotEqual(Name.MainSessionKey, key);
        Assert.DoesNotMatch(@"[A-Z]", key);
        Assert.True(Name.OwnsSession(key));
        Assert.False(Foreign.OwnsSession(key));
        Assert.True(Name.TryReadCallerKey(key, out string? back));
        Assert.Equal(callerKey, back);
    }

    [Fact]
    public void SessionKey_OfATextThatCannotBeWritten_IsRefused()
    {
        Assert.All(["", "\ud800", new('a', 256), new('A', 86)], static text => Assert.Throws<ArgumentException>(() => Name.SessionKey(text)));
        Assert.Throws<ArgumentException>(() => Name.SessionKey((string)null!));
    }

    public static TheoryData<string?> StrangeSpellings() => new()
    {
        (string?)null, "", "main", "agent:main:main", "agent::b:x", "cron:1", "cron:", "hook:1", "hook:", "node-1", "global",
        $"agent::{Name.AgentId}:x", $":agent:{Name.AgentId}:x", $"agent:{Name.AgentId}::x", $"agent:{Name.AgentId}:x:", $"agent:{Name.AgentId}:x::y",
        $"agent:{Name.AgentId}:", $"agent:{Name.AgentId}", $"agent:{Name.AgentId}::", $"AGENT:{Name.AgentId}:x", $"Agent:{Name.AgentId}:x",
        $"agent:{Upper(Name.AgentId)}:x", $" agent:{Name.AgentId}:x", $"agent:{Name.AgentId} :x", $"agent: {Name.AgentId}:x", $"agent:{Name.AgentId}:x ",
        $"agent:{Name.AgentId}: ", $"agent:{Name.AgentId}: :x", $"agent:{Name.AgentId}:\ufeff:x", $"agent:{Name.AgentId}:x\n", $"agent:{Name.AgentId}:x\0y",
        $"agent:{Name.AgentId}:agent:{Foreign.AgentId}:x", $"agent:{Name.AgentId}:x:agent:{Foreign.AgentId}:x", $"agent:{Name.AgentId}:AGENT:{Foreign.AgentId}:x",
        $"agent:{Foreign.AgentId}:agent:{Name.AgentId}:x", $"agent:{Name.AgentId}x:y", $"agent:{Name.AgentId[..^1]}:y", $"agent:{Name.AgentId}-1:y",
        $"agent:{Name.AgentId[..^1]}\u200b{Name.AgentId[^1]}:x", $"agent:{Foreign.AgentId}:x", $"agent:{Name.AgentId}:{new string('x', 10_000)}",
        $"agent\u003a\u003a{Name.AgentId}:x", $"agent\uff1a{Name.AgentId}:x",
    };

    [Theory]
    [MemberData(nameof(StrangeSpellings))]
    public void OwnsSession_OfAnySpellingButTheExactOne_IsFalse(string? key)
    {
        Assert.False(Name.OwnsSession(key));
        Assert.False(Name.TryReadCallerKey(key, out _));
        Assert.False(new OpenClawAgentMap(Acme, Bot).TryFindSession(key, out OpenClawAgentName? none));
        Assert.Null(none);
    }

    [Theory]
    [InlineData("main")]
    [InlineData("telegram:direct:12345")]
    [InlineData("signal:group:AbC+/=")]
    [InlineData("subagent:0b5c")]
    [InlineData("cron:nightly:run:17")]
    public void OwnsSession_OfTheGatewaysOwnKeysOfTheAgent_IsTrue(string rest) => Assert.True(Name.OwnsSession($"agent:{Name.AgentId}:{rest}"));

    [Fact]
    public void IsAgent_IsExact()
    {
        Assert.True(Name.IsAgent(Name.AgentId));
        Assert.All([null, "", "main", "bot", Upper(Name.AgentId), Name.AgentId + " ", Name.AgentId[..^1], Foreign.AgentId], static id => Assert.False(Name.IsAgent(id)));
    }

    [Fact]
    public void Map_FindsBothWays_AndNothingOfAnother()
    {
        var map = new OpenClawAgentMap(Acme, Bot, AgentId.From("bot2"), Bot);

        Assert.True(map.TryFind(Bot, out OpenClawAgentName? name) && name.Equals(Name));
        Assert.True(map.TryFindAgent(Name.AgentId, out name) && name.Agent.Equals(Bot));
        Assert.True(map.TryFindSession(Name.SessionKey("x"), out name) && name.Agent.Equals(Bot));
        Assert.False(map.TryFind(AgentId.From("bot3"), out _));
        Assert.All([null, "", "bot", "main", Foreign.AgentId, Upper(Name.AgentId)], id => Assert.False(map.TryFindAgent(id, out _)));
        Assert.False(map.TryFindSession(Foreign.SessionKey("x"), out _));
    }

    [Fact]
    public void Names_AreEqual_WhenTenantAndAgentAre()
    {
        Assert.True(Name.Equals(new OpenClawAgentName(Acme, Bot)));
        Assert.False(Name.Equals(Foreign));
        Assert.False(Name.Equals(new OpenClawAgentName(Acme, AgentId.From("bot2"))));
        Assert.False(Name.Equals(null));
        Assert.False(Name.Equals((object)Name.AgentId));
    }

    [Fact]
    public void OwnsSession_OfTheLongestKey_IsTrue()
    {
        string longest = Name.MainSessionKey.PadRight(1_024, 'x');

        Assert.True(Name.OwnsSession(longest));
        Assert.False(Name.OwnsSession(longest + "x"));
    }

    [Fact]
    public void WithoutATenantOrAnAgent_ThereIsNoName()
    {
        (string Missing, Action Make)[] all =
        [
            ("tenant", static () => _ = new OpenClawAgentName(null!, Bot)), ("agent", static () => _ = new OpenClawAgentName(Acme, null!)),
            ("tenant", static () => _ = new OpenClawAgentMap(null!)), ("agents", static () => _ = new OpenClawAgentMap(Acme, null!)),
            ("callerKey", static () => Name.SessionKey((SessionKey)null!)),
        ];

        Assert.All(all, static one => Assert.Equal(one.Missing, Assert.Throws<ArgumentNullException>(one.Make).ParamName));
    }

    // What OpenClaw makes of an agent id: lower case, hyphens for what it does not know, none at the ends, cut at 64, main when nothing is left.
    private static string Normalised(string id)
    {
        string text = Regex.Replace(id.Trim().ToLowerInvariant(), "[^a-z0-9_-]+", "-").Trim('-');
        text = text.Length > 64 ? text[..64] : text;
        return text.Length == 0 ? "main" : text;
    }

    private static (string, string) Parsed(string key) =>
        key.Split(':', StringSplitOptions.RemoveEmptyEntries) is [{ } first, { } agent, ..] ? (first, agent) : default;

    private static string Upper(string text) => text.ToUpperInvariant();
}
