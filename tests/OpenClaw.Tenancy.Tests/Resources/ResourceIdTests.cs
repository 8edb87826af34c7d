using OpenClaw.Tenancy.Resources;

namespace OpenClaw.Tenancy.Tests.Resources;

/// <summary>Ids of resources: a bounded grammar without case, and minted ids that nobody can guess.</summary>
public sealed class ResourceIdTests
{
    public static TheoryData<string> Bad => [
        "", " ", "agent::b:x", "agent:tenant-b:main", "AGENT:Tenant-B:main", "agent:tenant-a:api:x:subagent:y", "main:", "cron:", "hook:", "Acme.Co",
        ".", "..", "../x", ".hidden", "-rf", "_x", "a/b", "a\\b", "a b", "a\n", "a\0", "a\0.json", "a%2fb", "s\u200b", "s\u0430", "\uff41", "S1", "a*", "a?", "a'b",
        new string('a', 129), new string('a', 10_000), "a\u2028",
    ];

    [Theory]
    [MemberData(nameof(Bad))]
    public void From_TextOutsideGrammar_IsRefusedByEveryType(string text)
    {
        Assert.False(ResourceId.IsWellFormed(text));
        Assert.Throws<ArgumentException>(() => SessionId.From(text));
        Assert.Throws<ArgumentException>(() => SessionKey.From(text));
        Assert.Throws<ArgumentException>(() => RunId.From(text));
        Assert.Throws<ArgumentException>(() => AgentId.From(text));
        Assert.Throws<ArgumentException>(() => ApprovalId.From(text));
        Assert.Throws<ArgumentException>(() => EventId.From(text));
        Assert.False(SessionId.TryFrom(text, out SessionId? session));
        Assert.False(SessionKey.TryFrom(text, out _));
        Assert.False(RunId.TryFrom(text, out _));
        Assert.False(AgentId.TryFrom(text, out _));
        Assert.False(ApprovalId.TryFrom(text, out _));
        Assert.False(EventId.TryFrom(text, out _));
        Assert.Null(session);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("0")]
    [InlineData("main")]
    [InlineData("a.b_c-d")]
    [InlineData("1..2")]
    public void From_TextWithinGrammar_RoundTrips(string text)
    {
        Assert.Equal(text, SessionId.From(text).ToString());
        Assert.Equal(RunId.From(text), RunId.From(text));
        Assert.Equal(128, AgentId.From(new string('a', 128)).ToString().Length);
    }

    [Fact]
    public void From_Null_Throws()
    {
        Assert.Throws<ArgumentNullException>(() => RunId.From(null!));
        Assert.False(RunId.TryFrom(null, out _));
    }

    [Fact]
    public void New_ManyIds_AreUniqueAndAllTheirBitsVary()
    {
        string[] ids = [.. Enumerable.Range(0, 10_000).Select(static _ => RunId.New().ToString())];

        Assert.Equal(ids.Length, ids.Distinct(StringComparer.Ordinal).Count());
        Assert.All(ids, static id => Assert.Matches(@"\Ar[0-9a-f]{32}\z", id));
        for (int digit = 1; digit <= 32; digit++)
        {
            Assert.Equal(16, ids.Select(id => id[digit]).Distinct().Count());
        }
    }

    [Fact]
    public void New_EveryType_IsWellFormedLowerCase()
    {
        ResourceId[] minted = [SessionId.New(), RunId.New(), AgentId.New(), ApprovalId.New(), EventId.New()];

        Assert.All(minted, static id => Assert.Matches(@"\A[a-z][0-9a-f]{32}\z", id.ToString()));
    }
}
